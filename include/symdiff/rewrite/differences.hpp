// SPDX-License-Identifier: BSL-1.0
#pragma once
// Differences from 1 that cancel.
#include <symdiff/rewrite/row.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// 1 - sigmoid(u) = sigmoid(-u).
struct complement_of_sigmoid : rewrite<op::subtract, sigmoid_code> {
  static constexpr auto written(auto u, auto) { return 1_c - sigmoid(u); }
  static constexpr int computed(draft& d, const node_at_hand& n) {
    return d.is_one(n.x) && d.is(n.y, sigmoid_code) ? d.function<sigmoid_fn>(d.negated(d.b.first(n.y))) : -1;
  }
};

/// 1 - cos(u) = versin(u), which cancels for small u.
struct one_minus_cosine : rewrite<op::subtract, op::cosine> {
  static constexpr auto written(auto u, auto) { return 1_c - cos(u); }
  static constexpr int computed(draft& d, const node_at_hand& n) {
    return d.is_one(n.x) && d.is(n.y, op::cosine) ? d.function<versin_fn>(d.b.first(n.y)) : -1;
  }
};
struct cosine_minus_one : rewrite<op::subtract, op::cosine> {
  static constexpr auto written(auto u, auto) { return cos(u) - 1_c; }
  static constexpr int computed(draft& d, const node_at_hand& n) {
    return d.is_one(n.y) && d.is(n.x, op::cosine) ? d.negated(d.function<versin_fn>(d.b.first(n.x))) : -1;
  }
};

/// exp(u) - 1 = expm1(u). Not of one whose logarithm is taken too: (exp(u) - 1) / log(exp(u)) is W. Kahan's way around the
/// same cancellation.
struct exponential_minus_one : rewrite<op::subtract, exp_code> {
  static constexpr auto written(auto u, auto) { return exp(u) - 1_c; }
  static constexpr int computed(draft& d, const node_at_hand& n) {
    return d.is_one(n.y) && d.is(n.x, exp_code) && !d.is_in_logarithm[d.b.first(n.written)] ? d.function<expm1_fn>(d.b.first(n.x)) : -1;
  }
};
struct one_minus_exponential : rewrite<op::subtract, exp_code> {
  static constexpr auto written(auto u, auto) { return 1_c - exp(u); }
  static constexpr int computed(draft& d, const node_at_hand& n) {
    return d.is_one(n.x) && d.is(n.y, exp_code) && !d.is_in_logarithm[d.b.second(n.written)]
               ? d.negated(d.function<expm1_fn>(d.b.first(n.y)))
               : -1;
  }
};

using rewrites_of_differences = row_list<complement_of_sigmoid, one_minus_cosine, cosine_minus_one, exponential_minus_one,
                                         one_minus_exponential>;

}  // namespace symdiff::detail
