// SPDX-License-Identifier: BSL-1.0
#pragma once
// The error function, the normal distribution and the gamma function's logarithm with its derivatives.
#include <symdiff/functions/hyperbolic.hpp>

namespace SYMDIFF_NAMESPACE {

struct erf_fn : elementary<"erf"> {
  using range = between_minus_one_and_one;
  static constexpr auto value(auto x) { using scalar::erf; return erf(x); }
  static constexpr auto derivative(auto x, auto /*f*/) { return detail::two_over_root_pi * exp(-square(x)); }
};
/// The error function 2/sqrt(pi) times the integral of exp(-t^2) from 0 to x.
template <Symbolic X>
constexpr auto erf(const X& x) {
  return detail::apply<erf_fn>(x);
}

struct erfc_fn : elementary<"erfc"> {
  using range = positive;
  static constexpr auto value(auto x) { using scalar::erfc; return erfc(x); }
  static constexpr auto derivative(auto x, auto /*f*/) { return -(detail::two_over_root_pi * exp(-square(x))); }
};
/// 1 - erf(x), without cancellation for large x.
template <Symbolic X>
constexpr auto erfc(const X& x) {
  return detail::apply<erfc_fn>(x);
}

struct normal_cdf_fn : elementary<"normal_cdf", "\\Phi"> {
  using range = between_zero_and_one;
  static constexpr const char* c_code = "return 0.5 * erfc(-x * sqrt(0.5));";
  template <class T>
  static constexpr T value(T x) {
    using scalar::erfc, scalar::sqrt;
    return T(0.5) * erfc(-x * sqrt(T(0.5)));
  }
  static constexpr auto derivative(auto x, auto /*f*/) {
    return detail::one_over_root_two_pi * exp(-0.5 * square(x));
  }
};
/// The probability that a standard normal variable is at most x.
template <Symbolic X>
constexpr auto normal_cdf(const X& x) {
  return detail::apply<normal_cdf_fn>(x);
}

namespace detail {

/// The n-th derivative of digamma for n >= 0, in the widest type, since its parts cancel: upward recurrence, then Stirling's series with Bernoulli
/// numbers to B34 (M. Abramowitz, I. Stegun, Handbook of Mathematical Functions, 6.3.18 and 6.4.11).
template <class T>
constexpr T polygamma_value(int n, T x) {
  using scalar::floor, scalar::log, scalar::tan;
  if constexpr (std::same_as<T, float> || std::same_as<T, double>)
    return static_cast<T>(polygamma_value<long double>(n, static_cast<long double>(x)));
  constexpr double bernoulli[17][2]{{1, 6}, {-1, 30}, {1, 42}, {-1, 30}, {5, 66}, {-691, 2730}, {7, 6}, {-3617, 510},
      {43867, 798}, {-174611, 330}, {854513, 138}, {-236364091, 2730}, {8553103, 6}, {-23749461029, 870},
      {8615841276005, 14322}, {-7709321041217, 510}, {2577687858367, 6}};
  constexpr int wide_enough = std::numeric_limits<T>::digits <= 64 ? 16 : 64;
  if (x <= 0 && floor(x) == x) return std::numeric_limits<T>::quiet_NaN();
  if (n == 0 && x < -8) {  // reflection; the period of the tangent is taken out first
    const T pi = named_value<T>(named::pi);
    return polygamma_value(0, T(1 - x)) - pi / tan(pi * T(x - floor(x)));
  }
  T factorial = 1;  // n!
  for (int i = 2; i <= n; ++i) factorial *= T(i);
  const T sign = n % 2 == 0 ? T(-1) : T(1);
  const auto inverse_power = [](T base, int exponent) {
    T power = 1;
    for (int i = 0; i < exponent; ++i) power *= base;
    return T(1 / power);
  };
  T shifted = 0;
  for (; x < T(wide_enough + n); x += 1) shifted += sign * factorial * inverse_power(x, n + 1);
  T series = n == 0 ? T(-log(x)) : T(factorial / T(n) * inverse_power(x, n));
  series += factorial / 2 * inverse_power(x, n + 1);
  const T squared = 1 / (x * x);
  T power = inverse_power(x, n);
  T ratio = n == 0 ? T(1) : T(factorial / T(n));  // (2k + n - 1)! / (2k)!, beginning with k = 0
  for (int k = 1; k <= 17; ++k) {
    if (n == 0) ratio = T(1) / T(2 * k);
    else ratio *= T(2 * k + n - 1) * T(2 * k + n - 2) / (T(2 * k) * T(2 * k - 1));
    power *= squared;
    series += T(bernoulli[k - 1][0]) / T(bernoulli[k - 1][1]) * ratio * power;
  }
  return shifted + sign * series;
}

/// The same in C, over n and x.
inline constexpr const char* polygamma_c_code =
    R"(static const long double bernoulli[17][2] = {{1, 6}, {-1, 30}, {1, 42}, {-1, 30}, {5, 66},
      {-691, 2730}, {7, 6}, {-3617, 510}, {43867, 798}, {-174611, 330}, {854513, 138},
      {-236364091, 2730}, {8553103, 6}, {-23749461029, 870}, {8615841276005, 14322},
      {-7709321041217, 510}, {2577687858367, 6}};
  long double at = x;
  if (at <= 0 && floorl(at) == at) return NAN;
  long double reflected = 0;
  if (n == 0 && at < -8) {
    const long double pi = 3.141592653589793238462643383279502884L;
    reflected = pi / tanl(pi * (at - floorl(at)));
    at = 1 - at;
  }
  long double factorial = 1, shifted = 0;
  for (int i = 2; i <= n; ++i) factorial *= i;
  const long double sign = n % 2 == 0 ? -1 : 1;
  for (; at < 16 + n; at += 1) {
    long double power = 1;
    for (int i = 0; i < n + 1; ++i) power *= at;
    shifted += sign * factorial * (1 / power);
  }
  long double power = 1, next = 1;
  for (int i = 0; i < n; ++i) power *= at;
  for (int i = 0; i < n + 1; ++i) next *= at;
  power = 1 / power;
  long double series = n == 0 ? -logl(at) : factorial / n * power;
  series += factorial / 2 * (1 / next);
  const long double squared = 1 / (at * at);
  long double ratio = n == 0 ? 1 : factorial / n;
  for (int k = 1; k <= 17; ++k) {
    if (n == 0) ratio = 1.0L / (2 * k);
    else ratio *= (long double)(2 * k + n - 1) * (2 * k + n - 2) / ((long double)(2 * k) * (2 * k - 1));
    power *= squared;
    series += bernoulli[k - 1][0] / bernoulli[k - 1][1] * ratio * power;
  }
  return (double)(shifted + sign * series - reflected);)";

}  // namespace detail

/// Its own row, so that every derivative of digamma has one: the order is the first argument.
struct polygamma_fn : elementary<"polygamma", "\\psi^{\\left(#1\\right)}\\left(#2\\right)", 2> {
  static constexpr bool lane_by_lane = true;
  static constexpr const char* c_code[]{"const int n = (int)x;", "x = y;", detail::polygamma_c_code};
  using domain = positive;
  static constexpr int domain_argument = 1;
  template <class T>
  static constexpr T value(T n, T x) { return detail::polygamma_value(static_cast<int>(n), x); }
  template <int Argument>
  static constexpr auto derivative(auto n, auto x, auto /*f*/) {
    if constexpr (Argument == 0) return 0.0;
    else return polygamma(n + 1, x);
  }
};
/// The derivative of order n of digamma; n is a constant.
template <class N, class X>
  requires Symbolic<N> || Symbolic<X>
constexpr auto polygamma(const N& n, const X& x) {
  return detail::apply<polygamma_fn>(n, x);
}

struct digamma_fn : elementary<"digamma", "\\psi"> {
  static constexpr bool lane_by_lane = true;
  static constexpr const char* c_code[]{"const int n = 0;", detail::polygamma_c_code};
  using domain = positive;
  static constexpr auto value(auto x) { return detail::polygamma_value(0, x); }
  static constexpr auto derivative(auto x, auto /*f*/) { return polygamma(1, x); }
};
/// The derivative of lgamma.
template <Symbolic X>
constexpr auto digamma(const X& x) {
  return detail::apply<digamma_fn>(x);
}

struct lgamma_fn : elementary<"lgamma", "\\ln\\Gamma"> {
  using domain = positive;
  static constexpr auto value(auto x) { using scalar::lgamma; return lgamma(x); }
  static constexpr auto derivative(auto x, auto /*f*/) { return digamma(x); }
};
/// The logarithm of the absolute value of the gamma function.
template <Symbolic X>
constexpr auto lgamma(const X& x) {
  return detail::apply<lgamma_fn>(x);
}

namespace detail {
using special_functions =
    row_list<erf_fn, erfc_fn, normal_cdf_fn, polygamma_fn, digamma_fn, lgamma_fn>;
}  // namespace detail
}  // namespace symdiff
