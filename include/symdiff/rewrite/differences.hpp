// SPDX-License-Identifier: BSL-1.0
#pragma once
// Differences that cancel: from 1, which may be a plain number, and of two of a kind.
#include <initializer_list>
#include <symdiff/rewrite/exponential_terms.hpp>
#include <symdiff/rewrite/probabilities.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// What to compute where a number is 1 and else: it is asked at run time if it is a plain one. No derivative is taken by it.
constexpr int where_one(draft& d, int number, int better, int written) {
  return d.b.apply(op::where, d.b.apply(op::equal, number, d.b.constant(1)), better, written);
}

/// f(u) as a complement: 1 - f(u) is `complement(d, u)`.
template <class Row, class Complement>
struct complement : rewrite<op::subtract, code_of_row<Row>()> {
  static constexpr auto written(auto u, auto) { return 1_c - apply<Row>(u); }
  static constexpr int computed(draft& d, const node_at_hand& n) {
    if (!d.is(n.y, code_of_row<Row>())) return -1;
    if (d.is_one(n.x)) return Complement::node(d, d.b.first(n.y));
    return d.is(n.x, op::number) ? where_one(d, n.x, Complement::node(d, d.b.first(n.y)), d.b.put(op::subtract, n.x, n.y)) : -1;
  }
};

/// c - sigmoid(u) = (c - 1) sigmoid(u) + c sigmoid(-u), which is sigmoid(-u) where c is 1.
struct complement_of_sigmoid : rewrite<op::subtract, sigmoid_code> {
  static constexpr auto written(auto u, auto) { return 1_c - sigmoid(u); }
  static constexpr int computed(draft& d, const node_at_hand& n) {
    if (!d.is(n.y, sigmoid_code) || !is_number(d, n.x)) return -1;
    const int other = d.function<sigmoid_fn>(d.negated(d.b.first(n.y)));
    if (d.is_one(n.x)) return other;
    if (!d.is(n.x, op::number)) return -1;
    return d.b.apply(op::add, d.b.apply(op::multiply, d.b.apply(op::subtract, n.x, d.b.constant(1)), n.y),
                     d.b.apply(op::multiply, n.x, other));
  }
};

/// c - k / (a + b exp(u)) = ((c a - k) + c b exp(u)) / (a + b exp(u)), all of them numbers.
struct complement_of_share : rewrite<op::subtract, exp_code> {
  static constexpr auto written(auto u, auto) { return 2_c - 2_c / (1_c + 3_c * exp(u)); }
  static constexpr int computed(draft& d, const node_at_hand& n) {
    builder& b = d.b;
    const bool is_multiple = d.is(n.y, op::multiply), is_exchanged = is_multiple && is_number(d, b.second(n.y));
    const int share = !is_multiple ? n.y : is_exchanged ? b.first(n.y) : b.second(n.y);
    const int k = !is_multiple ? b.constant(1) : is_exchanged ? b.second(n.y) : b.first(n.y);
    if (!is_number(d, k) || !d.is(share, code_of_row<reciprocal_affine_exp_fn>()) || !is_number(d, n.x)) return -1;
    const int p = b.first(share), q = b.second(share), u = b.third(share);
    if (!is_number(d, p) || !is_number(d, q)) return -1;
    const int rest = b.apply(op::subtract, b.apply(op::multiply, n.x, p), k);
    return b.apply(op::add, b.apply(op::multiply, rest, share),
                   b.apply(op::multiply, b.apply(op::multiply, n.x, q), b.apply(code_of_row<share_of_affine_exp_fn>(), p, q, u)));
  }
};

/// What those two make: p / (a + b exp(u)) + q exp(u) / (a + b exp(u)); `p` is -1 where a node is none, and `a` where it is
/// made of sigmoids.
struct mixed_shares {
  int p = -1, q = -1, a = -1, b = -1, u = -1;

  constexpr mixed_shares(const draft& d, int i) {
    if (!d.is(i, op::add)) return;
    for (const bool is_exchanged : {false, true}) {
      const int x = is_exchanged ? d.b.second(i) : d.b.first(i), y = is_exchanged ? d.b.first(i) : d.b.second(i);
      const int share = factor(d, x), other = factor(d, y);
      if (share < 0 || other < 0) continue;
      const bool are_sigmoids = d.is(share, sigmoid_code) && d.is(other, sigmoid_code) && d.is(d.b.first(other), op::negate) &&
                                d.b.first(d.b.first(other)) == d.b.first(share);
      const bool are_shares = d.is(share, code_of_row<share_of_affine_exp_fn>()) &&
                              d.is(other, code_of_row<reciprocal_affine_exp_fn>()) && d.b.first(share) == d.b.first(other) &&
                              d.b.second(share) == d.b.second(other) && d.b.third(share) == d.b.third(other);
      if (!are_sigmoids && !are_shares) continue;
      p = coefficient(d, y, other);
      q = coefficient(d, x, share);
      u = are_sigmoids ? d.b.first(share) : d.b.third(share);
      if (are_shares) a = d.b.first(share), b = d.b.second(share);
      return;
    }
  }

 private:
  static constexpr int factor(const draft& d, int i) {
    if (!d.is(i, op::multiply)) return -1;
    const int x = d.b.first(i), y = d.b.second(i);
    const auto is_share = [&](int k) {
      return d.is(k, sigmoid_code) || d.is(k, code_of_row<share_of_affine_exp_fn>()) || d.is(k, code_of_row<reciprocal_affine_exp_fn>());
    };
    return is_share(y) ? y : is_share(x) ? x : -1;
  }
  static constexpr int coefficient(const draft& d, int product, int factor) {
    return d.b.second(product) == factor ? d.b.first(product) : d.b.second(product);
  }
};

struct reflected_normal_cdf {
  static constexpr int node(draft& d, int u) { return d.function<normal_cdf_fn>(d.negated(u)); }
};
struct erfc_of {
  static constexpr int node(draft& d, int u) { return d.function<erfc_fn>(u); }
};
struct erf_of {
  static constexpr int node(draft& d, int u) { return d.function<erf_fn>(u); }
};
using complement_of_normal_cdf = complement<normal_cdf_fn, reflected_normal_cdf>;
using complement_of_erf = complement<erf_fn, erfc_of>;
using complement_of_erfc = complement<erfc_fn, erf_of>;

/// 1 + erf(u) = erfc(-u).
struct one_plus_erf : rewrite<op::add, code_of_row<erf_fn>()> {
  static constexpr auto written(auto u, auto) { return 1_c + erf(u); }
  static constexpr int computed(draft& d, const node_at_hand& n) {
    const int erf_at = d.is(n.y, code_of_row<erf_fn>()) ? n.y : n.x, number = erf_at == n.y ? n.x : n.y;
    if (!d.is(erf_at, code_of_row<erf_fn>())) return -1;
    const auto better = [&] { return d.function<erfc_fn>(d.negated(d.b.first(erf_at))); };
    if (d.is_one(number)) return better();
    return d.is(number, op::number) ? where_one(d, number, better(), d.b.put(op::add, number, erf_at)) : -1;
  }
};

/// 1 - cos(u) = versin(u), which cancels for small u.
struct one_minus_cosine : rewrite<op::subtract, op::cosine> {
  static constexpr auto written(auto u, auto) { return 1_c - cos(u); }
  static constexpr int computed(draft& d, const node_at_hand& n) { return d.is(n.y, op::cosine) ? from_number(d, n.x, d.b.first(n.y)) : -1; }
  static constexpr int from_number(draft& d, int number, int u) {
    if (d.is_one(number)) return d.function<versin_fn>(u);
    return d.is(number, op::number) ? d.b.apply(code_of_row<minus_cos_fn>(), number, u) : -1;
  }
};
struct cosine_minus_one : rewrite<op::subtract, op::cosine> {
  static constexpr auto written(auto u, auto) { return cos(u) - 1_c; }
  static constexpr int computed(draft& d, const node_at_hand& n) {
    const int better = d.is(n.x, op::cosine) ? one_minus_cosine::from_number(d, n.y, d.b.first(n.x)) : -1;
    return better < 0 ? -1 : d.negated(better);
  }
};

/// exp(u) - 1 = expm1(u). Not of one whose logarithm is taken too: (exp(u) - 1) / log(exp(u)) is W. Kahan's way around the
/// same cancellation.
struct exponential_minus_one : rewrite<op::subtract, exp_code> {
  static constexpr auto written(auto u, auto) { return exp(u) - 1_c; }
  static constexpr int computed(draft& d, const node_at_hand& n) {
    return d.is(n.x, exp_code) && !d.is_in_logarithm[d.b.first(n.written)] ? minus_number(d, d.b.first(n.x), n.y) : -1;
  }
  static constexpr int minus_number(draft& d, int u, int number) {
    if (d.is_one(number)) return d.function<expm1_fn>(u);
    return d.is(number, op::number) ? d.b.apply(exp_minus_code, u, number) : -1;
  }
};
struct one_minus_exponential : rewrite<op::subtract, exp_code> {
  static constexpr auto written(auto u, auto) { return 1_c - exp(u); }
  static constexpr int computed(draft& d, const node_at_hand& n) {
    const int better = d.is(n.y, exp_code) && !d.is_in_logarithm[d.b.second(n.written)]
                           ? exponential_minus_one::minus_number(d, d.b.first(n.y), n.x)
                           : -1;
    return better < 0 ? -1 : d.negated(better);
  }
};

/// sigmoid(u) - sigmoid(v), both near 0 or near 1, as between the thresholds of ordinal models.
struct difference_of_sigmoids : rewrite<op::subtract, sigmoid_code> {
  static constexpr auto written(auto u, auto v) { return sigmoid(u) - sigmoid(v); }
  static constexpr int computed(draft& d, const node_at_hand& n) {
    return d.is(n.x, sigmoid_code) && d.is(n.y, sigmoid_code) && !d.has_series
               ? d.b.apply(code_of_row<sigmoid_difference_fn>(), d.b.first(n.x), d.b.first(n.y))
               : -1;
  }
};

using rewrites_of_differences =
    row_list<complement_of_sigmoid, difference_of_sigmoids, complement_of_share, complement_of_normal_cdf, complement_of_erf,
             complement_of_erfc, one_plus_erf, one_minus_cosine, cosine_minus_one, exponential_minus_one, one_minus_exponential>;

}  // namespace symdiff::detail
