// SPDX-License-Identifier: BSL-1.0
#pragma once
// Intervals that values lie in: of a node from those of its operands. In exact arithmetic: overflow is another matter.
#include <symdiff/functions/limits.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// What the row of a node states.
constexpr row_limits limits_of_node(const auto& g, int i) {
  const word node = g.nodes[i];
  const op o = op_of(node);
  if (arity_of(node) == 0 || is_shape_operation(o)) return {};
  if (index_of(o) >= first_user_row) {
    const row_limits* limits = g.rows[index_of(o) - first_user_row]->limits;
    return limits == nullptr ? row_limits{} : *limits;
  }
  row_limits limits = limits_of_rows<all_rows>.rows[index_of(o) - first_row];
  if (o == op::power && op_of(g.nodes[second_of(node)]) == op::constant) {
    const double exponent = g.constants[first_of(g.nodes[second_of(node)])];
    if (magnitude(exponent) < 1e15) {
      limits.value = power_fn::base_limits<bounds>(exponent, false);
      limits.derivative = power_fn::base_limits<bounds>(exponent, true);
    }
  }
  return limits;
}

// Arithmetic of intervals. Ends are moved outward by a rounding error, and never overflow.
constexpr double outward(double x, double direction) { return x == 0 || !is_finite(x) ? x : x + direction * 0x1p-52 * magnitude(x); }
constexpr double end_of_sum(double x, double y, double direction) {
  if (!is_finite(x) || !is_finite(y)) return is_finite(x) ? y : x;
  if (magnitude(x) > 1e300 || magnitude(y) > 1e300) return direction * __builtin_inf();
  return is_exact_sum(x, y) ? x + y : outward(x + y, direction);
}
constexpr bounds bounds_of_sum(const bounds& a, const bounds& b) {
  return {end_of_sum(a.lower, b.lower, -1), end_of_sum(a.upper, b.upper, 1), a.lower_open || b.lower_open,
          a.upper_open || b.upper_open};
}
constexpr bounds bounds_of_negative(const bounds& a) { return {-a.upper, -a.lower, a.upper_open, a.lower_open, a.without_zero}; }
/// The smallest interval around both.
constexpr bounds union_of(const bounds& a, const bounds& b) {
  const bool low = a.lower < b.lower || (a.lower == b.lower && !a.lower_open);
  const bool high = a.upper > b.upper || (a.upper == b.upper && !a.upper_open);
  return {low ? a.lower : b.lower, high ? a.upper : b.upper, low ? a.lower_open : b.lower_open,
          high ? a.upper_open : b.upper_open, !a.has_zero() && !b.has_zero()};
}
constexpr bounds intersection_of(const bounds& a, const bounds& b) {
  const bool low = a.lower > b.lower || (a.lower == b.lower && a.lower_open);
  const bool high = a.upper < b.upper || (a.upper == b.upper && a.upper_open);
  return {low ? a.lower : b.lower, high ? a.upper : b.upper, low ? a.lower_open : b.lower_open,
          high ? a.upper_open : b.upper_open, a.without_zero || b.without_zero};
}
constexpr bounds bounds_of_corner(double x, bool x_open, double y, bool y_open) {
  if (x == 0 || y == 0) {
    const bool open = !((x == 0 && !x_open) || (y == 0 && !y_open));
    return {0, 0, open, open};
  }
  const double size = magnitude(x), factor = magnitude(y), sign = (x < 0) == (y < 0) ? 1 : -1;
  const bool is_infinite = !is_finite(x) || !is_finite(y), open = x_open || y_open;
  if (!is_infinite && size > 1 && factor > 1e300 / size)  // where it may overflow
    return sign > 0 ? bounds{1e300, __builtin_inf()} : bounds{-__builtin_inf(), -1e300};
  const double product = is_infinite ? sign * __builtin_inf() : x * y;
  if (product == 0) return sign > 0 ? bounds{0, __DBL_DENORM_MIN__} : bounds{-__DBL_DENORM_MIN__, 0};
  const bool exact = is_infinite || is_exact_product(x, y);
  return {exact ? product : outward(product, -1), exact ? product : outward(product, 1), open, open};
}
constexpr bounds bounds_of_product(const bounds& a, const bounds& b) {
  const bounds low = union_of(bounds_of_corner(a.lower, a.lower_open, b.lower, b.lower_open),
                              bounds_of_corner(a.lower, a.lower_open, b.upper, b.upper_open));
  const bounds high = union_of(bounds_of_corner(a.upper, a.upper_open, b.lower, b.lower_open),
                               bounds_of_corner(a.upper, a.upper_open, b.upper, b.upper_open));
  bounds all = union_of(low, high);
  all.without_zero = !a.has_zero() && !b.has_zero();
  return all;
}
constexpr bounds bounds_of_square(const bounds& a) {
  bounds s = bounds_of_product(a, a);
  if (a.lower < 0 && a.upper > 0) s.lower = 0, s.lower_open = !a.has_zero();
  return s;
}
constexpr double reciprocal_end(double x, double infinite) {
  if (x == 0) return infinite;
  return is_finite(x) ? (magnitude(x) < 1e-300 ? infinite : 1 / x) : 0;
}
constexpr bounds bounds_of_reciprocal(const bounds& a) {
  if (a.lower < 0 && a.upper > 0) return {.without_zero = true};
  if (a.upper > 0) return {outward(reciprocal_end(a.upper, 0), -1), outward(reciprocal_end(a.lower, __builtin_inf()), 1),
                           a.upper_open || !is_finite(a.upper), a.lower_open || a.lower == 0, true};
  return bounds_of_negative(bounds_of_reciprocal(bounds_of_negative(a)));
}

constexpr bounds bounds_of_point(double x) { return {x, x, !is_finite(x), !is_finite(x)}; }

constexpr bounds bounds_of_power(const auto& g, word node, const bounds& base, const bounds& exponent) {
  if (base.lower >= 0 && !base.has_zero()) return bounds::of<positive>();
  if (op_of(g.nodes[second_of(node)]) != op::constant) return {};
  const double half = 0.5 * exponent.lower;
  const bool is_even = is_whole(half);
  return is_even || base.lower >= 0 ? bounds::of<non_negative>() : bounds{};
}

/// Bounds of a node: `at(k)` are those of an operand, `symbol(k)` of a symbol and `number(k)` of a plain number.
constexpr bounds bounds_of_node(const auto& g, int i, const auto& at, const auto& symbol, const auto& number) {
  const word node = g.nodes[i];
  const op o = op_of(node);
  if (o == op::constant) return bounds_of_point(g.constants[first_of(node)]);
  if (o == op::number) return number(first_of(node));
  if (o == op::symbol) return symbol(first_of(node));
  if (o == op::named) return bounds_of_point(static_cast<double>(named_constants[first_of(node)].value));
  const bounds a = arity_of(node) > 0 ? at(first_of(node)) : bounds{}, b = arity_of(node) > 1 ? at(second_of(node)) : bounds{};
  switch (o) {
    case op::add: return bounds_of_sum(a, b);
    case op::subtract: return bounds_of_sum(a, bounds_of_negative(b));
    case op::multiply: return first_of(node) == second_of(node) ? bounds_of_square(a) : bounds_of_product(a, b);
    case op::divide: return bounds_of_product(a, bounds_of_reciprocal(b));
    case op::negate: return bounds_of_negative(a);
    case op::square: return bounds_of_square(a);
    case op::power: return bounds_of_power(g, node, a, b);
    case op::where: return union_of(b, at(third_of(node)));
    case op::larger: return {a.lower > b.lower ? a.lower : b.lower, a.upper > b.upper ? a.upper : b.upper,
                             a.lower == b.lower ? a.lower_open || b.lower_open : a.lower > b.lower ? a.lower_open : b.lower_open,
                             a.upper == b.upper ? a.upper_open && b.upper_open : a.upper > b.upper ? a.upper_open : b.upper_open};
    case op::sample_sum:
    case op::sum:
    case op::row_sums:
    case op::column_sums:  // of at least one
      return {a.lower >= 0 ? a.lower : -__builtin_inf(), a.upper <= 0 ? a.upper : __builtin_inf(), a.lower_open, a.upper_open};
    case op::sample_mean:
    case op::maximum:
    case op::transpose:
    case op::reshape:
    case op::slice:
    case op::element:
    case op::broadcast_rows:
    case op::broadcast_columns:
    case op::softmax:
    case op::log_sum_exp:
    case op::fill: return a;
    case op::concatenate: return union_of(a, b);
    case op::pad: return union_of(a, bounds_of_point(0));
    default: return is_condition(o) || is_shape_operation(o) ? bounds{} : limits_of_node(g, i).range;
  }
}

}  // namespace symdiff::detail
