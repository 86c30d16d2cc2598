// SPDX-License-Identifier: BSL-1.0
#pragma once
// Logarithms of normal probabilities, which underflow, and differences of logarithms of the gamma function, which cancel.
#include <initializer_list>
#include <symdiff/rewrite/row.hpp>

namespace SYMDIFF_NAMESPACE::detail {

inline constexpr op normal_cdf_code = code_of_row<normal_cdf_fn>(), erfc_code = code_of_row<erfc_fn>(),
                    lgamma_code = code_of_row<lgamma_fn>(), log_rising_code = code_of_row<log_rising_fn>();

/// u * normal_cdf(u) and u * sigmoid(u), which at infinity were infinity times 0.
template <class Probability, class Product>
struct argument_times_probability : rewrite<op::multiply, code_of_row<Probability>()> {
  static constexpr auto written(auto u, auto) { return u * apply<Probability>(u); }
  static constexpr int computed(draft& d, const node_at_hand& n) {
    const bool is_second = d.is(n.y, code_of_row<Probability>()) && d.b.first(n.y) == n.x;
    const bool is_first = d.is(n.x, code_of_row<Probability>()) && d.b.first(n.x) == n.y;
    return is_second ? d.function<Product>(n.x) : is_first ? d.function<Product>(n.y) : -1;
  }
};

/// Whether a node is a constant or a plain number.
constexpr bool is_number(const draft& d, int i) { return d.b.is_constant(i) || d.is(i, op::named) || d.is(i, op::number); }

struct logarithm_of_normal_cdf : rewrite<log_code, normal_cdf_code> {
  static constexpr auto written(auto u, auto) { return log(normal_cdf(u)); }
  static constexpr int computed(draft& d, const node_at_hand& n) {
    return d.is(n.x, normal_cdf_code) ? d.function<log_normal_cdf_fn>(d.b.first(n.x)) : -1;
  }
};

/// log(erfc(u)), and log(erfc(-u / sqrt(2)) / 2), which is how C has normal_cdf.
struct logarithm_of_erfc : rewrite<log_code, erfc_code> {
  static constexpr auto written(auto u, auto) { return log(erfc(u)); }
  static constexpr int computed(draft& d, const node_at_hand& n) {
    if (d.is(n.x, erfc_code)) return d.function<log_erfc_fn>(d.b.first(n.x));
    if (!d.is(n.x, op::multiply) && !d.is(n.x, op::divide)) return -1;
    const int x = d.b.first(n.x), y = d.b.second(n.x), erfc_at = d.is(y, erfc_code) && d.is(n.x, op::multiply) ? y : x;
    const int factor = erfc_at == y ? x : d.is(n.x, op::multiply) ? y : d.b.apply(op::divide, d.b.constant(1), y);
    if (!d.is(erfc_at, erfc_code) || !is_number(d, erfc_at == y ? x : y)) return -1;
    const int u = d.b.first(erfc_at);
    const int root = d.b.leaf(op::named, static_cast<int>(named::root_of_two));
    const int of_half = d.function<log_normal_cdf_fn>(d.negated(d.b.apply(op::multiply, root, u)));
    if (d.b.is_constant(factor, 0.5)) return of_half;
    const int any = d.b.apply(op::add, d.function<log_fn>(factor), d.function<log_erfc_fn>(u));
    return d.b.is_constant(factor) ? any : d.b.apply(op::where, d.b.apply(op::equal, factor, d.b.constant(0.5)), of_half, any);
  }
};

/// log(1 - normal_cdf(u)) in its other form.
struct log1p_of_minus_normal_cdf : rewrite<log1p_code, normal_cdf_code> {
  static constexpr auto written(auto u, auto) { return log1p(-normal_cdf(u)); }
  static constexpr int computed(draft& d, const node_at_hand& n) {
    const bool fits = d.is(n.x, op::negate) && d.is(d.b.first(n.x), normal_cdf_code);
    return fits ? d.function<log_normal_cdf_fn>(d.negated(d.b.first(d.b.first(n.x)))) : -1;
  }
};

/// A sum as its terms, of which `rest` is what another has not.
struct signed_terms {
  static constexpr int most = 8;
  int node[most]{};
  bool is_negative[most]{};
  int count = 0;
  bool fits = true;

  constexpr signed_terms(const draft& d, int sum) { read(d, sum, false); }
  constexpr void read(const draft& d, int i, bool negative) {
    if (d.is(i, op::add) || d.is(i, op::subtract)) {
      if (count == most) fits = false;
      if (!fits) return;
      read(d, d.b.first(i), negative);
      return read(d, d.b.second(i), negative != d.is(i, op::subtract));
    }
    if (count == most) {
      fits = false;
      return;
    }
    node[count] = i;
    is_negative[count++] = negative;
  }
  /// Takes what both have out of both; whether anything was that is no constant.
  static constexpr bool cancel(const draft& d, signed_terms& x, signed_terms& y) {
    bool found = false;
    for (int i = 0; i < x.count; ++i)
      for (int k = 0; k < y.count; ++k)
        if (x.node[i] == y.node[k] && x.is_negative[i] == y.is_negative[k]) {
          found |= !d.b.is_constant(x.node[i]);
          x.drop(i--), y.drop(k);
          break;
        }
    return found;
  }
  constexpr int added_to(draft& d, int sum, bool negative) const {
    for (int i = 0; i < count; ++i)
      sum = d.b.apply(is_negative[i] != negative ? op::subtract : op::add, sum, node[i]);
    return sum;
  }

 private:
  constexpr void drop(int i) {
    --count;
    for (; i < count; ++i) node[i] = node[i + 1], is_negative[i] = is_negative[i + 1];
  }
};

/// lgamma(r + n) - lgamma(r) = log_rising(r, n), also where other terms are added to the first or subtracted from it.
struct difference_of_lgammas : rewrite<op::subtract, lgamma_code> {
  static constexpr auto written(auto u, auto v) { return lgamma(u + v) - lgamma(u); }
  static constexpr int computed(draft& d, const node_at_hand& n) { return d.is(n.y, lgamma_code) && !d.has_series ? joined(d, n.x, n.y, 8) : -1; }

 private:
  /// x - lgamma(y) where a term of x belongs to it.
  static constexpr int joined(draft& d, int x, int y, int depth) {
    builder& b = d.b;
    if (d.is(x, lgamma_code)) return rise(d, b.first(x), b.first(y));
    if (depth == 0 || (!d.is(x, op::add) && !d.is(x, op::subtract))) return -1;
    const int left = b.first(x), right = b.second(x);
    if (d.is(x, op::add) && d.is(left, lgamma_code) && d.is(right, lgamma_code) && is_sum_of(d, b.first(y), b.first(left), b.first(right)))
      return b.apply(code_of_row<lbeta_fn>(), b.first(left), b.first(right));
    if (const int in_left = joined(d, left, y, depth - 1); in_left >= 0) return b.apply(b.op_at(x), in_left, right);
    if (!d.is(x, op::add)) return -1;
    const int in_right = d.is(right, lgamma_code) ? rise(d, b.first(right), b.first(y)) : -1;
    return in_right < 0 ? -1 : b.apply(op::add, left, in_right);
  }
  /// lgamma(x) - lgamma(y), where x and y are sums that have something in common.
  static constexpr int rise(draft& d, int x, int y) {
    signed_terms above(d, x), below(d, y);
    if (!above.fits || !below.fits || !signed_terms::cancel(d, above, below)) return -1;
    const int zero = d.b.constant(0);
    if (above.count == 0) return d.negated(d.b.apply(log_rising_code, x, below.added_to(d, zero, false)));
    return d.b.apply(log_rising_code, y, below.added_to(d, above.added_to(d, zero, false), true));
  }
  static constexpr bool is_sum_of(const draft& d, int sum, int x, int y) {
    return d.is(sum, op::add) && ((d.b.first(sum) == x && d.b.second(sum) == y) || (d.b.first(sum) == y && d.b.second(sum) == x));
  }
};

/// lgamma(a) + lgamma(b) - lgamma(a + b) = lbeta(a, b): what the sums in other orders come to.
struct lgamma_minus_rise : rewrite<op::subtract, lgamma_code> {
  static constexpr auto written(auto u, auto v) { return lgamma(u) + lgamma(v) - lgamma(u + v); }
  static constexpr int computed(draft& d, const node_at_hand& n) {
    return d.is(n.x, lgamma_code) && d.is(n.y, log_rising_code) ? beta(d, n.x, n.y) : -1;
  }
  static constexpr int beta(draft& d, int lgamma, int rise) {
    return d.b.first(lgamma) == d.b.second(rise) ? d.b.apply(code_of_row<lbeta_fn>(), d.b.first(rise), d.b.second(rise)) : -1;
  }
};
struct lgamma_after_rise : rewrite<op::add, lgamma_code> {
  static constexpr auto written(auto u, auto v) { return lgamma(u) - lgamma(u + v) + lgamma(v); }
  static constexpr int computed(draft& d, const node_at_hand& n) {
    for (const auto& [x, y] : {node_pair{n.x, n.y}, node_pair{n.y, n.x}})
      if (d.is(x, lgamma_code) && d.is(y, op::negate) && d.is(d.b.first(y), log_rising_code))
        return lgamma_minus_rise::beta(d, x, d.b.first(y));
    return -1;
  }

 private:
  struct node_pair { int x, y; };
};

using rewrites_of_probabilities =
    row_list<logarithm_of_normal_cdf, logarithm_of_erfc, log1p_of_minus_normal_cdf, difference_of_lgammas, lgamma_minus_rise,
             lgamma_after_rise, argument_times_probability<normal_cdf_fn, gelu_fn>, argument_times_probability<sigmoid_fn, silu_fn>>;

}  // namespace symdiff::detail
