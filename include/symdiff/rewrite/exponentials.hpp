// SPDX-License-Identifier: BSL-1.0
#pragma once
// Quotients of exponentials, which overflow.
#include <symdiff/rewrite/exponential_terms.hpp>
#include <symdiff/functions/softmax_nodes.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// An exponential times what is left, where node i is one: `rest` is -1 for 1, `exponent` -1 where it is none.
struct exponential_factor {
  int exponent = -1, rest = -1;
  constexpr exponential_factor(draft& d, int i) {
    exponential_terms t(d, i);
    if (!t.fits || t.count != 1 || !t.is_exponential_of(0)) return;
    exponent = t.terms[0].exponent;
    rest = t.signed_coefficient(0);
  }
};

constexpr int times_rest(draft& d, int rest, int x) { return rest < 0 || d.is_one(rest) ? x : d.b.apply(op::multiply, rest, x); }

/// a + b exp(u), where node i is written as a sum.
constexpr affine_exponential affine_exponential_at(draft& d, int i) {
  const bool is_sum = d.is(i, op::add) || d.is(i, op::subtract) || d.is(i, expm1_code) || d.is(i, exp_minus_code);
  return affine_exponential(exponential_terms(d, is_sum ? i : -1));
}

/// exp(u) / (a + b exp(u)), sigmoid(u) where a and b are 1: where exp(u) overflows, it was infinity by infinity.
struct exponential_by_affine_one : rewrite<op::divide, exp_code> {
  static constexpr auto written(auto u, auto) { return exp(u) / (1_c + exp(u)); }
  static constexpr int computed(draft& d, const node_at_hand& n) {
    const affine_exponential s = affine_exponential_at(d, n.y);
    if (s.u < 0) return -1;
    const exponential_factor e(d, n.x);
    if (e.exponent != s.u || (d.has_series && !s.is_one_plus(d))) return -1;
    return times_rest(d, e.rest, s.is_one_plus(d) ? d.function<sigmoid_fn>(s.u) : of_affine<share_of_affine_exp_fn>(d, s));
  }
};

/// x / (a + b exp(u)), sigmoid(-u) where x, a and b are 1: where exp(u) overflows, the derivative was 0 times infinity.
struct quotient_by_affine_exponential : rewrite<op::divide, exp_code> {
  static constexpr auto written(auto u, auto) { return 1_c / (1_c + exp(u)); }
  static constexpr int computed(draft& d, const node_at_hand& n) {
    const affine_exponential s = affine_exponential_at(d, n.y);
    if (s.u < 0 || (d.has_series && !s.is_one_plus(d))) return -1;
    if (const exponential_terms above(d, n.x); !above.fits || above.exponentials != 0) return -1;
    return times_rest(d, n.x, s.is_one_plus(d) ? d.function<sigmoid_fn>(d.negated(s.u)) : of_affine<reciprocal_affine_exp_fn>(d, s));
  }
};

/// exp(u) / (exp(u) + exp(v) + ...) = sigmoid(u - log(exp(v) + ...)): infinity by infinity, or 0 by 0.
struct exponential_by_added_exponentials : rewrite<op::divide, exp_code> {
  static constexpr auto written(auto u, auto v) { return exp(u) / (exp(u) + exp(v)); }
  static constexpr int computed(draft& d, const node_at_hand& n) {
    if (d.has_series || (!d.is(n.y, op::add) && !d.is(n.y, op::subtract) && !d.is(n.y, op::multiply))) return -1;
    const exponential_terms below(d, n.y);
    if (!below.fits || below.count < 2 || below.exponentials == 0) return -1;
    const exponential_factor e(d, n.x);
    int same = 0;
    while (same < below.count && below.terms[same].exponent != e.exponent) ++same;
    if (e.exponent < 0 || same == below.count) return -1;
    if (below.are_positive()) {
      const int c = below.terms[same].coefficient, above = below.whole_exponent(same);
      const int share = d.function<sigmoid_fn>(d.b.apply(op::subtract, above, logarithm_of_positive_terms(below, same)));
      return times_rest(d, c < 0 ? e.rest : d.b.apply(op::divide, e.rest, c), share);
    }
    if (below.count != 2 || below.exponentials != 2) return -1;
    const int apart = d.b.apply(op::subtract, below.terms[1 - same].exponent, e.exponent);
    return times_rest(d, e.rest, d.b.apply(code_of_row<reciprocal_affine_exp_fn>(), below.signed_coefficient(same),
                                           below.signed_coefficient(1 - same), apart));
  }
};

/// exp(v) / sum(exp(v)) = softmax(v).
struct exponentials_by_their_sum : rewrite<op::divide, exp_code> {
  static constexpr auto written(auto u, auto) { return exp(u) / sum(exp(u)); }
  static constexpr int computed(draft& d, const node_at_hand& n) {
    if (!d.is(n.x, exp_code) || !d.is(n.y, op::sum) || d.b.first(n.y) != n.x || is_shifted(d, d.b.first(n.x))) return -1;
    return softmax_node(d.b, d.b.first(n.x));
  }
};

using rewrites_of_exponentials = row_list<exponential_by_affine_one, quotient_by_affine_exponential, exponential_by_added_exponentials,
                                          exponentials_by_their_sum>;

}  // namespace symdiff::detail
