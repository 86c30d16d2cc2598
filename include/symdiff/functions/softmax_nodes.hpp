// SPDX-License-Identifier: BSL-1.0
#pragma once
// softmax and log_sum_exp as nodes. Each is computed by ordinary operations, but is known to derivatives as what it is: those
// of p = softmax(v) are p_i (1 - p_i), in which 1 - p_i must be the sum of the others to have any digits where p_i is near 1.
#include <symdiff/functions/all.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// v - shift(v), of which no exponential overflows and not all underflow.
constexpr int without_largest(builder& b, int v) {
  if (b.op_at(v) == op::subtract && b.op_at(b.second(v)) == op::shift && b.first(b.second(v)) == b.first(v)) return v;
  return b.apply(op::subtract, v, b.apply(op::shift, v));
}
constexpr int exponentials_below_one(builder& b, int rest) { return b.apply(code_of_row<exp_fn>(), rest); }

constexpr int softmax_node(builder& b, int v) {
  const int rest = without_largest(b, v), e = exponentials_below_one(b, rest);
  return b.apply(op::softmax, b.apply(op::divide, e, b.apply(op::sum, e)), rest);
}
/// log(factor * sum(exp(rest))) for rest = v - shift(v); no factor if it is -1.
constexpr int log_sum_exp_of_rest(builder& b, int rest, int factor = -1) {
  const int sum = b.apply(op::sum, exponentials_below_one(b, rest));
  const int scaled = factor < 0 ? sum : b.apply(op::multiply, factor, sum);
  return b.apply(op::log_sum_exp, b.apply(code_of_row<log_fn>(), scaled), rest);
}
constexpr int log_sum_exp_node(builder& b, int v, int factor = -1) {
  return b.apply(op::add, b.apply(op::shift, v), log_sum_exp_of_rest(b, without_largest(b, v), factor));
}

/// The product of softmax's derivative with a vector g, symmetric as that is: p (g - sum(p g)). The sum of a row is 0, so
/// that g may be taken relative to what it is at the largest element: where p is near 1, the others are then added up.
constexpr int softmax_derivative(builder& b, int p, int g) {
  const int v = b.second(p);
  const shape s = b.shapes[v];
  const int is_largest = filled(b, b.apply(op::where, b.apply(op::equal, v, b.apply(op::maximum, v)), b.constant(1), b.constant(0)), s);
  const int at_largest = b.apply(op::divide, total(b, b.apply(op::multiply, is_largest, g), s), total(b, is_largest, s));
  const int relative = b.apply(op::subtract, g, at_largest);
  return b.apply(op::multiply, p, b.apply(op::subtract, relative, total(b, b.apply(op::multiply, p, relative), s)));
}

}  // namespace symdiff::detail
