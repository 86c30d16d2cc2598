// SPDX-License-Identifier: BSL-1.0
#pragma once
// Logarithms: of sums of exponentials, which overflow, of what underflows, and of sums that round.
#include <symdiff/rewrite/differences.hpp>
#include <symdiff/rewrite/exponentials.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// log(sigmoid(u)) = -softplus(-u): it was the logarithm of 0.
struct logarithm_of_sigmoid : rewrite<log_code> {
  static constexpr auto written(auto u, auto) { return log(sigmoid(u)); }
  static constexpr int computed(draft& d, const node_at_hand& n) {
    return d.is(n.x, sigmoid_code) ? d.negated(d.function<softplus_fn>(d.negated(d.b.first(n.x)))) : -1;
  }
};

/// log(c / (a + b exp(u))) = log(c) - log(a + b exp(u)) likewise.
struct logarithm_of_share : rewrite<log_code, exp_code> {
  static constexpr auto written(auto u, auto) { return log(1_c / (2_c + exp(u))); }
  static constexpr int computed(draft& d, const node_at_hand& n) {
    const int factor = d.is(n.x, op::multiply) ? d.b.first(n.x) : -1, share = factor < 0 ? n.x : d.b.second(n.x);
    if (const int log_of_share = logarithm(d, share); log_of_share >= 0 && (factor < 0 || is_number(d, factor)))
      return factor < 0 ? log_of_share : d.b.apply(op::add, d.function<log_fn>(factor), log_of_share);
    if (const int log_of_share = factor < 0 ? -1 : logarithm(d, factor); log_of_share >= 0 && is_number(d, share))
      return d.b.apply(op::add, d.function<log_fn>(share), log_of_share);
    return -1;
  }
  static constexpr int logarithm(draft& d, int share) {
    const int a = d.b.first(share), b = d.b.second(share), u = d.b.third(share);
    if (d.is(share, code_of_row<reciprocal_affine_exp_fn>()))
      return d.negated(d.b.apply(code_of_row<log_affine_exp_fn>(), a, b, u));
    if (d.is(share, code_of_row<share_of_affine_exp_fn>()))
      return d.negated(d.b.apply(code_of_row<log_affine_exp_fn>(), b, a, d.negated(u)));
    if (d.is(share, sigmoid_code)) return d.negated(d.function<softplus_fn>(d.negated(a)));
    return -1;
  }
};

/// log(c - sigmoid(u)) and log(c - k / (a + b exp(u))), which complements.hpp has written as (p + q exp(u)) / (a + b exp(u)).
struct logarithm_of_mixed_shares : rewrite<log_code, exp_code> {
  static constexpr auto written(auto u, auto) { return log(2_c - 1_c / (1_c + exp(u))); }
  static constexpr int computed(draft& d, const node_at_hand& n) {
    const mixed_shares m(d, n.x);
    if (m.p < 0 || d.has_series) return -1;
    const int from_above = d.negated(m.u);
    return d.b.apply(op::where, d.b.apply(op::less, d.b.constant(0), m.u), difference(d, m.q, m.p, m.b, m.a, from_above),
                     difference(d, m.p, m.q, m.a, m.b, m.u));
  }

 private:
  /// log((p + q exp(u)) / (a + b exp(u))) for u <= 0: else both logarithms are u and little more.
  static constexpr int difference(draft& d, int p, int q, int a, int b, int u) {
    const int below = a < 0 ? d.function<softplus_fn>(u) : d.b.apply(code_of_row<log_affine_exp_fn>(), a, b, u);
    return d.b.apply(op::subtract, d.b.apply(code_of_row<log_affine_exp_fn>(), p, q, u), below);
  }
};
struct logarithm_of_complement_of_sigmoid : rewrite<log_code, sigmoid_code> {
  static constexpr auto written(auto u, auto) { return log(2.0 - sigmoid(u)); }
  static constexpr int computed(draft& d, const node_at_hand& n) { return logarithm_of_mixed_shares::computed(d, n); }
};

/// log(softmax(v)) = log_softmax(v): it was the logarithm of 0.
struct logarithm_of_softmax : rewrite<log_code, op::softmax> {
  static constexpr auto written(auto u, auto) { return log(softmax(u)); }
  static constexpr int computed(draft& d, const node_at_hand& n) {
    if (!d.is(n.x, op::softmax)) return -1;
    const int rest = without_largest(d.b, d.b.second(n.x));
    return d.b.apply(op::subtract, rest, log_sum_exp_of_rest(d.b, rest));
  }
};

/// factor * sum(summand), where node i is one; `factor` is -1 for 1, `summand` -1 where it is none.
struct scaled_sum {
  int factor = -1, summand = -1;
  constexpr scaled_sum(draft& d, int i) {
    const int x = d.b.first(i), y = d.b.second(i);
    int sum = i;
    if (d.is(i, op::divide)) sum = x, factor = d.b.apply(op::divide, d.b.constant(1), y);
    else if (d.is(i, op::multiply)) sum = d.is(x, op::sum) ? x : y, factor = sum == x ? y : x;
    if (d.is(sum, op::sum) && (factor < 0 || d.b.shapes[factor].is_scalar())) summand = d.b.first(sum);
  }
};

/// log(sum(exp(v))) = log_sum_exp(v), also of multiples and of the mean.
struct logarithm_of_sum_of_exponentials : rewrite<log_code, exp_code> {
  static constexpr auto written(auto u, auto) { return log(sum(exp(u))); }
  static constexpr int computed(draft& d, const node_at_hand& n) {
    const auto [factor, e] = scaled_sum(d, n.x);
    return e >= 0 && d.is(e, exp_code) && !is_shifted(d, d.b.first(e)) ? log_sum_exp_node(d.b, d.b.first(e), factor) : -1;
  }
};
/// log(sum(w * exp(v))): weights stay with their exponentials, and have a part in which is the largest.
struct logarithm_of_weighted_exponentials : rewrite<log_code, exp_code> {
  static constexpr auto written(auto u, auto v) { return log(sum(v * exp(u))); }
  static constexpr int computed(draft& d, const node_at_hand& n) {
    builder& b = d.b;
    const auto [factor, product] = scaled_sum(d, n.x);
    if (product < 0 || !d.is(product, op::multiply)) return -1;
    const bool is_second = d.is(b.second(product), exp_code);
    const int e = is_second ? b.second(product) : b.first(product), weights = is_second ? b.first(product) : b.second(product);
    if (!d.is(e, exp_code) || d.is(weights, exp_code) || is_shifted(d, b.first(e))) return -1;
    const int v = b.first(e), largest = b.apply(op::shift, b.apply(op::add, v, d.function<log_fn>(d.function<abs_fn>(weights))));
    const int sum = b.apply(op::sum, b.apply(op::multiply, weights, d.function<bounded_exp_fn>(b.apply(op::subtract, v, largest))));
    return b.apply(op::add, largest, d.function<log_fn>(factor < 0 ? sum : b.apply(op::multiply, factor, sum)));
  }
};

/// The logarithm of a sum of coefficients times exponentials, with the largest term's exponential taken out, of any coefficients.
constexpr int logarithm_beside_largest(draft& d, const exponential_terms& t) {
  builder& b = d.b;
  int largest = -1;
  for (int k = 0; k < t.count; ++k) {
    const auto& [c, u, negative] = t.terms[k];
    const int exponent = u < 0 ? b.constant(0) : u;
    const int size = c < 0 || b.is_constant(c) ? exponent : b.apply(op::add, exponent, d.function<log_fn>(d.function<abs_fn>(c)));
    largest = largest < 0 ? size : b.apply(op::larger, largest, size);
  }
  const int held = d.function<held_fn>(largest);
  int sum = -1;
  for (int k = 0; k < t.count; ++k) {
    const auto& [c, u, negative] = t.terms[k];
    const int e = d.function<bounded_exp_fn>(b.apply(op::subtract, u < 0 ? b.constant(0) : u, held));
    const int term = c < 0 ? e : b.apply(op::multiply, c, e);
    sum = sum < 0 ? (negative ? d.negated(term) : term) : b.apply(negative ? op::subtract : op::add, sum, term);
  }
  return b.apply(op::add, held, d.function<log_fn>(sum));
}

/// The logarithm of a sum of coefficients times exponentials, where it is made of them.
constexpr int logarithm_of_terms(draft& d, const exponential_terms& t) {
  builder& b = d.b;
  if (!t.fits || t.exponentials == 0) return -1;
  if (t.count == 1)
    return b.apply(op::add, t.terms[0].exponent,
                   t.is_folding(0) && !t.terms[0].is_negative && t.terms[0].coefficient < 0 ? b.constant(0)
                                                                                         : d.function<log_fn>(t.signed_coefficient(0)));
  if (t.are_positive() && !d.has_series) return logarithm_of_positive_terms(t);
  if (t.count == 2 && t.terms[0].is_negative != t.terms[1].is_negative) {  // a difference
    const int above = t.terms[0].is_negative ? 1 : 0, below = 1 - above;
    const bool folds = t.is_folding(below) && (t.is_folding(above) || !t.is_exponential_of(above));
    if (folds) {
      const int u = t.is_folding(above) ? t.whole_exponent(above) : d.function<log_fn>(t.terms[above].coefficient);
      return b.apply(op::add, u, d.function<log1m_exp_fn>(b.apply(op::subtract, t.whole_exponent(below), u)));
    }
  }
  if (d.has_series) return logarithm_beside_largest(d, t);
  if (const affine_exponential s(t); s.u >= 0) return of_affine<log_affine_exp_fn>(d, s);
  if (t.count == 2) {  // the larger exponential is taken out
    const int u = t.terms[0].exponent, v = t.terms[1].exponent, a = t.signed_coefficient(0), c = t.signed_coefficient(1);
    const auto beside = [&](int outer, int inner, int of_outer, int of_inner) {
      return b.apply(op::add, outer, b.apply(code_of_row<log_affine_exp_fn>(), of_outer, of_inner, b.apply(op::subtract, inner, outer)));
    };
    return b.apply(op::where, b.apply(op::less, u, v), beside(v, u, c, a), beside(u, v, a, c));
  }
  if (const int alone = t.all_but_one_positive(); alone >= 0) {
    const int c = t.signed_coefficient(alone);
    const int any = b.apply(code_of_row<log_affine_exp_fn>(), c, b.constant(1), logarithm_of_positive_terms(t, alone));
    if (!d.is(c, op::number)) return any;
    exponential_terms positive = t;
    positive.terms[alone] = {-1, d.function<log_fn>(c), false};
    return b.apply(op::where, b.apply(op::less, b.constant(0), c), logarithm_of_positive_terms(positive), any);
  }
  return logarithm_beside_largest(d, t);
}

/// log(a exp(u) + b exp(v) + ...), which overflows: in which 1 is exp(0), of any coefficients and signs. An exponential
/// alone that something is subtracted from is W. Kahan's way around a cancellation.
struct logarithm_of_added_exponentials : rewrite<log_code, exp_code> {
  static constexpr auto written(auto u, auto v) { return log(exp(u) + exp(v)); }
  static constexpr int computed(draft& d, const node_at_hand& n) {
    if (d.is(n.x, exp_code) && d.is_subtracted_from[d.b.first(n.written)]) return -1;
    return logarithm_of_terms(d, exponential_terms(d, n.x));
  }
};
/// log1p of the same.
struct log1p_of_exponentials : rewrite<log1p_code, exp_code> {
  static constexpr auto written(auto u, auto) { return log1p(exp(u)); }
  static constexpr int computed(draft& d, const node_at_hand& n) {
    exponential_terms t(d, n.x);
    if (t.exponentials == 0) return -1;
    t.read(d.b.constant(1), -1, false);
    return logarithm_of_terms(d, t);
  }
};

/// log(1 + u) = log1p(u): the sum rounds. Not where what was added is taken away again, as W. Kahan does around it.
struct logarithm_of_one_plus : rewrite<log_code> {
  static constexpr auto written(auto u, auto) { return log(1_c + u); }
  static constexpr int computed(draft& d, const node_at_hand& n) {
    if (!d.is(n.x, op::add) || d.is_subtracted_from[d.b.first(n.written)]) return -1;
    const int x = d.b.first(n.x), y = d.b.second(n.x);
    if (d.is_one(x)) return d.function<log1p_fn>(y);
    return d.is(x, op::number) ? log_of_sum(d, x, y) : d.is(y, op::number) ? log_of_sum(d, y, x) : -1;
  }
  static constexpr int log_of_sum(draft& d, int number, int u) { return d.b.apply(code_of_row<log_of_sum_fn>(), number, u); }
};
struct logarithm_of_one_minus : rewrite<log_code> {
  static constexpr auto written(auto u, auto) { return log(1_c - u); }
  static constexpr int computed(draft& d, const node_at_hand& n) {
    if (!d.is(n.x, op::subtract) || d.is_subtracted_from[d.b.first(n.written)]) return -1;
    const int x = d.b.first(n.x), minus_u = d.negated(d.b.second(n.x));
    if (d.is_one(x)) return d.function<log1p_fn>(minus_u);
    return d.is(x, op::number) ? logarithm_of_one_plus::log_of_sum(d, x, minus_u) : -1;
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

/// log(sigmoid(u) - sigmoid(v)), the probability of a class between two thresholds: the logarithm of 0.
struct logarithm_of_difference_of_sigmoids : rewrite<log_code, sigmoid_code> {
  static constexpr auto written(auto u, auto v) { return log(sigmoid(u) - sigmoid(v)); }
  static constexpr int computed(draft& d, const node_at_hand& n) {
    if (!d.is(n.x, code_of_row<sigmoid_difference_fn>())) return -1;
    const int u = d.b.first(n.x), v = d.b.second(n.x);
    const int below = d.b.apply(op::add, d.function<softplus_fn>(d.negated(u)), d.function<softplus_fn>(v));
    return d.b.apply(op::subtract, d.function<log1m_exp_fn>(d.b.apply(op::subtract, v, u)), below);
  }
};

using rewrites_of_logarithms =
    joined_lists<row_list<logarithm_of_sigmoid, logarithm_of_share, logarithm_of_mixed_shares, logarithm_of_complement_of_sigmoid,
                          logarithm_of_difference_of_sigmoids, logarithm_of_softmax, logarithm_of_sum_of_exponentials,
                          logarithm_of_weighted_exponentials, logarithm_of_added_exponentials, log1p_of_exponentials>,
                 rewrites_of_probabilities, row_list<logarithm_of_one_plus, logarithm_of_one_minus, log1p_of_minus_sigmoid>>::type;

}  // namespace symdiff::detail
