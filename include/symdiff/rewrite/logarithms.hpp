// SPDX-License-Identifier: BSL-1.0
#pragma once
// Logarithms of sums of exponentials, which overflow, and of sums that round.
#include <symdiff/rewrite/exponentials.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// log(sigmoid(u)) = -softplus(-u): it was the logarithm of 0.
struct logarithm_of_sigmoid : rewrite<log_code> {
  static constexpr auto written(auto u, auto) { return log(sigmoid(u)); }
  static constexpr int computed(draft& d, const node_at_hand& n) {
    return d.is(n.x, sigmoid_code) ? d.negated(d.function<softplus_fn>(d.negated(d.b.first(n.x)))) : -1;
  }
};

/// log(1 + exp(u)) = softplus(u).
struct logarithm_of_one_plus_exponential : rewrite<log_code> {
  static constexpr auto written(auto u, auto) { return log(1_c + exp(u)); }
  static constexpr int computed(draft& d, const node_at_hand& n) {
    const int u = one_plus_exponential(d, n.x);
    return u < 0 ? -1 : d.function<softplus_fn>(u);
  }
};

/// log(sum(exp(v))) = s + log(sum(exp(v - s))), s being the largest of v.
struct logarithm_of_sum_of_exponentials : rewrite<log_code> {
  static constexpr auto written(auto u, auto) { return log(sum(exp(u))); }
  static constexpr int computed(draft& d, const node_at_hand& n) {
    if (!d.is(n.x, op::sum) || !d.is(d.b.first(n.x), exp_code) || is_shifted(d, d.b.first(d.b.first(n.x)))) return -1;
    const int v = d.b.first(d.b.first(n.x));
    return d.b.apply(op::add, d.b.apply(op::shift, v), d.function<log_fn>(d.b.apply(op::sum, d.function<exp_fn>(without_largest(d, v)))));
  }
};

/// log(exp(u) + exp(v) + ...) likewise; in which 1 is exp(0).
struct logarithm_of_added_exponentials : rewrite<log_code> {
  static constexpr auto written(auto u, auto v) { return log(exp(u) + exp(v)); }
  static constexpr int computed(draft& d, const node_at_hand& n) {
    const int largest = d.is(n.x, op::add) ? largest_exponent(d, n.x) : -1;
    if (largest < 0) return -1;
    const int held = d.function<held_fn>(largest);
    return d.b.apply(op::add, held, d.function<log_fn>(shifted_sum(d, n.x, held)));
  }

 private:
  /// The largest of u, v, ..., where node i is such a sum; else -1.
  static constexpr int largest_exponent(draft& d, int i) {
    if (d.is_one(i)) return d.b.constant(0);
    if (d.is(i, exp_code)) return is_shifted(d, d.b.first(i)) ? -1 : d.b.first(i);
    if (!d.is(i, op::add)) return -1;
    const int left = largest_exponent(d, d.b.first(i)), right = left < 0 ? -1 : largest_exponent(d, d.b.second(i));
    return right < 0 ? -1 : d.b.apply(op::larger, left, right);
  }
  static constexpr int shifted_sum(draft& d, int i, int held) {
    if (d.is(i, op::add)) {
      const int left = shifted_sum(d, d.b.first(i), held);
      return d.b.apply(op::add, left, shifted_sum(d, d.b.second(i), held));
    }
    return d.function<exp_fn>(d.b.apply(op::subtract, d.is_one(i) ? d.b.constant(0) : d.b.first(i), held));
  }
};

/// log(1 + u) = log1p(u): the sum rounds. Not where what was added is taken away again, as W. Kahan does around it.
struct logarithm_of_one_plus : rewrite<log_code> {
  static constexpr auto written(auto u, auto) { return log(1_c + u); }
  static constexpr int computed(draft& d, const node_at_hand& n) {
    const bool fits = d.is(n.x, op::add) && d.is_one(d.b.first(n.x)) && !d.is_subtracted_from[d.b.first(n.written)];
    return fits ? d.function<log1p_fn>(d.b.second(n.x)) : -1;
  }
};
struct logarithm_of_one_minus : rewrite<log_code> {
  static constexpr auto written(auto u, auto) { return log(1_c - u); }
  static constexpr int computed(draft& d, const node_at_hand& n) {
    const bool fits = d.is(n.x, op::subtract) && d.is_one(d.b.first(n.x)) && !d.is_subtracted_from[d.b.first(n.written)];
    return fits ? d.function<log1p_fn>(d.negated(d.b.second(n.x))) : -1;
  }
};

/// log1p(exp(u)) = softplus(u).
struct log1p_of_exponential : rewrite<log1p_code> {
  static constexpr auto written(auto u, auto) { return log1p(exp(u)); }
  static constexpr int computed(draft& d, const node_at_hand& n) {
    return d.is(n.x, exp_code) ? d.function<softplus_fn>(d.b.first(n.x)) : -1;
  }
};

/// log(1 - sigmoid(u)) = -softplus(u): it was the logarithm of 0.
struct log1p_of_minus_sigmoid : rewrite<log1p_code> {
  static constexpr auto written(auto u, auto) { return log1p(-sigmoid(u)); }
  static constexpr int computed(draft& d, const node_at_hand& n) {
    const bool fits = d.is(n.x, op::negate) && d.is(d.b.first(n.x), sigmoid_code);
    return fits ? d.negated(d.function<softplus_fn>(d.b.first(d.b.first(n.x)))) : -1;
  }
};

using rewrites_of_logarithms = row_list<logarithm_of_sigmoid, logarithm_of_one_plus_exponential, logarithm_of_sum_of_exponentials,
                                        logarithm_of_added_exponentials, logarithm_of_one_plus, logarithm_of_one_minus,
                                        log1p_of_exponential, log1p_of_minus_sigmoid>;

}  // namespace symdiff::detail
