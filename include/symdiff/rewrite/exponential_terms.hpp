// SPDX-License-Identifier: BSL-1.0
#pragma once
// A sum read as coefficients times exponentials.
#include <symdiff/rewrite/row.hpp>

namespace SYMDIFF_NAMESPACE::detail {

inline constexpr op expm1_code = code_of_row<expm1_fn>(), exp_minus_code = code_of_row<exp_minus_fn>();

/// Whether the largest exponent has been taken out of it already.
constexpr bool is_shifted(const draft& d, int v) {
  return d.is(v, op::subtract) && (d.is(d.b.second(v), op::shift) || d.is(d.b.second(v), held_code));
}
/// Whether a number is known to be positive.
constexpr bool is_positive(const draft& d, int i) { return d.is(i, op::named) || (d.b.is_constant(i) && d.b.value(i) > 0); }

/// A coefficient (1 where it is -1) times the exponential of an exponent (or no exponential where that is -1), or the
/// negative of it.
struct exponential_term {
  int coefficient = -1, exponent = -1;
  bool is_negative = false;
};

/// The terms of a sum. It does not fit where there are too many, or where exponentials are elsewhere than in factors.
struct exponential_terms {
  static constexpr int most = 16;
  draft& d;
  exponential_term terms[most]{};
  int count = 0, exponentials = 0;
  int steps = 200;  // nodes that share their parts have many ways down
  bool fits = true;

  constexpr exponential_terms(draft& of, int sum) : d(of) {
    if (sum >= 0) read(sum, -1, false);
  }

  constexpr void read(int i, int coefficient, bool is_negative) {
    if (!fits || --steps < 0) return refuse();
    const int x = d.b.first(i), y = d.b.second(i);
    switch (d.b.op_at(i)) {
      case op::add:
      case op::subtract:
        if (!has_exponential(i)) break;
        read(x, coefficient, is_negative);
        return read(y, coefficient, is_negative != d.is(i, op::subtract));
      case op::negate: return read(x, coefficient, !is_negative);
      case op::multiply: {
        const bool in_x = has_exponential(x), in_y = has_exponential(y);
        if (in_x && in_y) return d.is(x, exp_code) && d.is(y, exp_code)
                                     ? append(coefficient, d.b.apply(op::add, d.b.first(x), d.b.first(y)), is_negative)
                                     : refuse();
        if (in_x || in_y) return read(in_x ? x : y, times(coefficient, in_x ? y : x), is_negative);
        break;
      }
      case op::divide:
        if (has_exponential(y)) return refuse();
        if (has_exponential(x)) return read(x, d.b.apply(op::divide, coefficient < 0 ? d.b.constant(1) : coefficient, y), is_negative);
        break;
      default:
        if (is_exponential(i)) return append(coefficient, x, is_negative);
        if (d.is(i, expm1_code) || d.is(i, exp_minus_code)) {
          append(coefficient, x, is_negative);
          return append(times(coefficient, d.is(i, expm1_code) ? d.b.constant(1) : y), -1, !is_negative);
        }
    }
    append(times(coefficient, i), -1, is_negative);
  }

  /// The coefficient as a node, with its sign.
  constexpr int signed_coefficient(int k) const {
    const int c = terms[k].coefficient < 0 ? d.b.constant(1) : terms[k].coefficient;
    return terms[k].is_negative ? d.negated(c) : c;
  }
  constexpr bool is_exponential_of(int k) const { return terms[k].exponent >= 0; }
  /// Whether a term is the exponential of something: its coefficient is positive and can be one's exponent.
  constexpr bool is_folding(int k) const { return terms[k].coefficient < 0 || is_positive(d, terms[k].coefficient); }
  /// That exponent.
  constexpr int whole_exponent(int k) const {
    const auto& [c, u, negative] = terms[k];
    const int log_of_c = c < 0 || d.is_one(c) ? d.b.constant(0) : d.function<log_fn>(c);
    return u < 0 ? log_of_c : d.b.apply(op::add, u, log_of_c);
  }
  constexpr bool are_positive() const {
    for (int k = 0; k < count; ++k)
      if (terms[k].is_negative || !is_folding(k)) return false;
    return true;
  }

  /// The one term without an exponential, where all others are positive; else -1.
  constexpr int all_but_one_positive() const {
    int alone = -1;
    for (int k = 0; k < count; ++k)
      if (!is_exponential_of(k) && alone < 0) alone = k;
      else if (terms[k].is_negative || !is_folding(k)) return -1;
    return alone;
  }

 private:
  constexpr void refuse() { fits = false; }
  constexpr bool is_exponential(int i) const { return d.is(i, exp_code) && !is_shifted(d, d.b.first(i)); }
  /// Whether there is an exponential in what sums, products and quotients lead to.
  constexpr bool has_exponential(int i) {
    if (--steps < 0) return false;
    switch (d.b.op_at(i)) {
      case op::add:
      case op::subtract:
      case op::multiply:
      case op::divide: return has_exponential(d.b.first(i)) || has_exponential(d.b.second(i));
      case op::negate: return has_exponential(d.b.first(i));
      default: return is_exponential(i) || d.is(i, expm1_code) || d.is(i, exp_minus_code);
    }
  }
  constexpr int times(int coefficient, int factor) { return coefficient < 0 ? factor : d.b.apply(op::multiply, coefficient, factor); }
  constexpr void append(int coefficient, int exponent, bool is_negative) {
    if (count == most) return refuse();
    if (coefficient >= 0 && d.b.is_constant(coefficient) && d.b.value(coefficient) < 0) {
      coefficient = d.negated(coefficient);
      is_negative = !is_negative;
    }
    if (coefficient >= 0 && d.is_one(coefficient) && exponent >= 0) coefficient = -1;
    terms[count++] = {coefficient, exponent, is_negative};
    exponentials += exponent >= 0;
  }
};

/// log(exp(u) + exp(v) + ...) of positive terms but the one at `without`.
constexpr int logarithm_of_positive_terms(const exponential_terms& t, int without = -1) {
  builder& b = t.d.b;
  int exponents[exponential_terms::most]{}, count = 0;
  for (int k = 0; k < t.count; ++k)
    if (k != without) exponents[count++] = t.whole_exponent(k);
  int next = 1, sum = exponents[0];
  for (; next + 1 < count; next += 2)
    sum = b.apply(code_of_row<log_add_exp_of_three_fn>(), sum, exponents[next], exponents[next + 1]);
  if (next == count) return sum;
  if (b.is_constant(sum, 0) || b.is_constant(exponents[next], 0))
    return t.d.function<softplus_fn>(b.is_constant(sum, 0) ? exponents[next] : sum);
  return b.apply(code_of_row<log_add_exp_fn>(), sum, exponents[next]);
}

/// a + b exp(u), where a sum is that.
struct affine_exponential {
  int a = -1, b = -1, u = -1;
  constexpr explicit affine_exponential(const exponential_terms& t) {
    if (!t.fits || t.count != 2 || t.exponentials != 1) return;
    const int k = t.is_exponential_of(0) ? 0 : 1;
    u = t.terms[k].exponent;
    b = t.signed_coefficient(k);
    a = t.signed_coefficient(1 - k);
  }
  constexpr bool is_one_plus(const draft& d) const { return d.is_one(a) && d.is_one(b); }
};

/// A row of three arguments at a + b exp(u).
template <class Row>
constexpr int of_affine(draft& d, const affine_exponential& s) { return d.b.apply(code_of_row<Row>(), s.a, s.b, s.u); }

}  // namespace symdiff::detail
