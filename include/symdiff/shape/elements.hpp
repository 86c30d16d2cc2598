// SPDX-License-Identifier: BSL-1.0
#pragma once
// Parts of vectors and matrices, and vectors and matrices of parts.
#include <symdiff/shape/apply_shape.hpp>

namespace SYMDIFF_NAMESPACE {

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

namespace detail {
constexpr traced traced_part(const traced& a, op o, int first, int count = 0) {
  builder& b = *a.graph;
  const int flat = b.apply(op::reshape, a.node, b.constant(b.shapes[a.node].size()), b.constant(0));
  return {b, b.apply(o, flat, b.constant(first), o == op::slice ? b.constant(count) : 0)};
}
}  // namespace detail

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

/// The same in a traced callable.
template <int I>
constexpr traced row(const traced& a) {
  const auto s = detail::shape_of_traced(a);
  if (!s.is_matrix() || I < 0 || I >= s.rows) throw "row: there is no such row; row<i>(A) takes a matrix, whose first row is row<0>";
  return detail::traced_part(a, detail::op::slice, I * s.columns, s.columns);
}
template <int I, int J>
constexpr traced element(const traced& a) {
  const auto s = detail::shape_of_traced(a);
  if (!s.is_matrix() || I < 0 || I >= s.rows || J < 0 || J >= s.columns)
    throw "element: there is no such element; element<i, j>(A) takes a matrix, whose first is element<0, 0>";
  return detail::traced_part(a, detail::op::element, I * s.columns + J);
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
