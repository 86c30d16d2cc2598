// SPDX-License-Identifier: BSL-1.0
#pragma once
// Quotients of exponentials, which overflow.
#include <symdiff/rewrite/row.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// u, where node i is 1 + exp(u); else -1.
constexpr int one_plus_exponential(const draft& d, int i) {
  return d.is(i, op::add) && d.is_one(d.b.first(i)) && d.is(d.b.second(i), exp_code) ? d.b.first(d.b.second(i)) : -1;
}
/// Whether the largest exponent has been taken out of it already.
constexpr bool is_shifted(const draft& d, int v) {
  return d.is(v, op::subtract) && (d.is(d.b.second(v), op::shift) || d.is(d.b.second(v), held_code));
}
constexpr int without_largest(draft& d, int v) { return d.b.apply(op::subtract, v, d.b.apply(op::shift, v)); }

/// 1 / (1 + exp(u)) = sigmoid(-u): where exp(u) overflows, the derivative was 0 times infinity.
struct reciprocal_of_one_plus_exponential : rewrite<op::divide, exp_code> {
  static constexpr auto written(auto u, auto) { return 1_c / (1_c + exp(u)); }
  static constexpr int computed(draft& d, const node_at_hand& n) {
    const int u = d.is_one(n.x) ? one_plus_exponential(d, n.y) : -1;
    return u < 0 ? -1 : d.function<sigmoid_fn>(d.negated(u));
  }
};

/// exp(u) / (1 + exp(u)) = sigmoid(u): where exp(u) overflows, it was infinity by infinity.
struct exponential_by_one_plus_it : rewrite<op::divide, exp_code> {
  static constexpr auto written(auto u, auto) { return exp(u) / (1_c + exp(u)); }
  static constexpr int computed(draft& d, const node_at_hand& n) {
    const int u = one_plus_exponential(d, n.y);
    return u < 0 || n.x != d.b.second(n.y) ? -1 : d.function<sigmoid_fn>(u);
  }
};

/// exp(v) / sum(exp(v)) = softmax(v).
struct exponentials_by_their_sum : rewrite<op::divide, exp_code> {
  static constexpr auto written(auto u, auto) { return exp(u) / sum(exp(u)); }
  static constexpr int computed(draft& d, const node_at_hand& n) {
    if (!d.is(n.x, exp_code) || !d.is(n.y, op::sum) || d.b.first(n.y) != n.x || is_shifted(d, d.b.first(n.x))) return -1;
    const int e = d.function<exp_fn>(without_largest(d, d.b.first(n.x)));
    return d.b.apply(op::divide, e, d.b.apply(op::sum, e));
  }
};

using rewrites_of_exponentials = row_list<reciprocal_of_one_plus_exponential, exponential_by_one_plus_it, exponentials_by_their_sum>;

}  // namespace symdiff::detail
