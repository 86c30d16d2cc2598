// SPDX-License-Identifier: BSL-1.0
#pragma once
// Parts of vectors and matrices, and vectors and matrices of parts.
#include <symdiff/shape/apply_shape.hpp>

namespace symdiff {

/// Elements First, First + 1, ... of a vector, Count of them.
template <int First, int Count, Symbolic V>
constexpr auto slice(const V& v) {
  return detail::apply_shape<detail::op::slice>(v, constant<First>, constant<Count>);
}

/// The same numbers, row by row, in a matrix of other sizes.
template <int Rows, int Columns, Symbolic E>
constexpr auto reshape(const E& e) {
  return detail::apply_shape<detail::op::reshape>(e, constant<Rows>, constant<Columns>);
}
/// The same numbers, row by row, in a vector.
template <int Size, Symbolic E>
constexpr auto reshape(const E& e) {
  return detail::apply_shape<detail::op::reshape>(e, constant<Size>, constant<0>);
}

/// Element I of a vector, from 0 on.
template <int I, Symbolic V>
constexpr auto element(const V& v) {
  return detail::apply_shape<detail::op::element>(v, constant<I>);
}

/// Row I of a matrix, from 0 on: a vector.
template <int I, class A>
  requires detail::is_expression<A>
constexpr auto row(const A& a) {
  constexpr auto s = A::graph.result;
  static_assert(s.is_matrix() && I >= 0 && I < s.rows, "row: there is no such row; row<i>(A) takes a matrix, whose first row is row<0>");
  if constexpr (s.is_matrix() && I >= 0 && I < s.rows) return slice<I * s.columns, s.columns>(reshape<s.size()>(a));
  else return detail::refused{};
}

/// Element (I, J) of a matrix, from (0, 0) on.
template <int I, int J, class A>
  requires detail::is_expression<A>
constexpr auto element(const A& a) {
  constexpr auto s = A::graph.result;
  constexpr bool inside = s.is_matrix() && I >= 0 && I < s.rows && J >= 0 && J < s.columns;
  static_assert(inside, "element: there is no such element; element<i, j>(A) takes a matrix, whose first is element<0, 0>");
  if constexpr (inside) return element<I * s.columns + J>(reshape<s.size()>(a));
  else return detail::refused{};
}

/// A matrix of n rows, each of which is the vector.
template <int N, Symbolic V>
constexpr auto broadcast_rows(const V& v) {
  return detail::apply_shape<detail::op::broadcast_rows>(v, constant<N>);
}

/// A matrix of n columns, each of which is the vector.
template <int N, Symbolic V>
constexpr auto broadcast_columns(const V& v) {
  return detail::apply_shape<detail::op::broadcast_columns>(v, constant<N>);
}

}  // namespace symdiff
