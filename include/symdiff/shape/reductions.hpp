// SPDX-License-Identifier: BSL-1.0
#pragma once
// From vectors and matrices to fewer numbers.
#include <symdiff/functions/piecewise.hpp>
#include <symdiff/shape/apply_shape.hpp>

namespace SYMDIFF_NAMESPACE {

/// The sum of all elements of a vector or matrix.
template <Symbolic V>
constexpr auto sum(const V& v) {
  return detail::apply_shape<detail::op::sum>(v);
}

/// Of nothing there is no sum.
template <class Nothing = void>
constexpr auto sum() {
  static_assert(detail::never<Nothing>, "sum: there is nothing to sum; give a vector or matrix, such as stack(x, y)");
  return detail::refused{};
}

/// A plain number is no vector.
template <class Number>
  requires std::is_arithmetic_v<Number>
constexpr auto sum(const Number&) {
  static_assert(detail::never<Number>, "sum: the argument is a plain number; give a vector or matrix, such as w or stack(x, y)");
  return detail::refused{};
}

/// The sum of each row: of m×n, m numbers.
template <Symbolic A>
constexpr auto row_sums(const A& a) {
  return detail::apply_shape<detail::op::row_sums>(a);
}

/// The sum of each column: of m×n, n numbers.
template <Symbolic A>
constexpr auto column_sums(const A& a) {
  return detail::apply_shape<detail::op::column_sums>(a);
}

/// The largest element of a vector or matrix; where several are, they share the derivative.
template <Symbolic V>
constexpr auto max(const V& v) {
  return detail::apply_shape<detail::op::maximum>(v);
}

namespace detail {
/// How many numbers an operand has, as an exact constant.
template <class V>
constexpr auto count_of_elements(const V& v) {
  if constexpr (is_expression<V>) return constant<V::graph.result.size()>;
  else return sum(where(v == v, constant<1>, constant<1>));
}
}  // namespace detail

/// The mean of all elements of a vector or matrix.
template <Symbolic V>
constexpr auto mean(const V& v) {
  return sum(v) / detail::count_of_elements(v);
}

/// The root of a sum of squares, with derivative 0 at 0.
struct norm_fn : elementary<"norm", "\\left\\lVert #1\\right\\rVert"> {
  using range = non_negative;
  static constexpr const char* c_code = "return sqrt(x);";
  using domain = non_negative;
  using derivative_domain = non_negative;
  static constexpr auto value(auto squares) { using scalar::sqrt; return sqrt(squares); }
  static constexpr auto derivative(auto /*squares*/, auto norm) { return where(norm == 0, 0, 0.5 / norm); }
};
/// The Euclidean norm of a vector, or Frobenius norm of a matrix: the root of the sum of the squares of its elements.
/// Its derivatives where all are 0 are 0.
template <Symbolic V>
constexpr auto norm(const V& v) {
  return detail::apply<norm_fn>(sum(square(v)));
}

/// What sums of exponentials take out of them, so that none overflows: it cancels, so that derivatives hold it fixed.
struct held_fn : elementary<"held"> {
  static constexpr const char* c_code = "return x - x == 0 ? x : 0;";
  template <class T>
  static constexpr T value(T x) { using scalar::select; return select(x - x == 0, x, T(0)); }
  static constexpr auto derivative(auto /*x*/, auto /*f*/) { return 0.0; }
};

namespace detail {
using shape_functions = row_list<norm_fn, held_fn>;
}  // namespace detail
}  // namespace symdiff
