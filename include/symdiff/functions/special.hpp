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

/// 1 / base^exponent.
template <class T>
constexpr T inverse_power(T base, int exponent) {
  T power = 1;
  for (int i = 0; i < exponent; ++i) power *= base;
  return T(1 / power);
}

/// The derivative of order n of pi cot(pi x), times (-1)^n, where x is no whole number: pi^(n + 1) Q(cot(pi x)) with
/// Q' = dQ/dc (1 + c^2) from order to order, beginning with c. No coefficient is negative, and Q is even or odd, so that
/// nothing cancels. From an order of 62 on it is what the nearest poles make of it, n! / (x + k)^(n + 1).
template <class T>
constexpr T cotangent_derivative(int n, T x) {
  using scalar::floor, scalar::tan;
  constexpr int most = 64;
  const T pi = named_value<T>(named::pi);
  x -= floor(x);  // the period, to the last bit
  const bool is_mirrored = x > T(0.5);
  if (is_mirrored) x = 1 - x;
  T value = 0;
  if (n + 2 < most) {
    const T c = x < T(0.25) ? T(1 / tan(pi * x)) : T(tan(pi * T(T(0.5) - x)));
    T q[most]{0, 1};
    for (int order = 0; order < n; ++order) {
      T lower = 0, here = q[0];
      for (int k = 0; k <= order + 2; ++k) {  // the coefficient k of dQ/dc (1 + c^2)
        const T next = T(T(k + 1) * q[k + 1] + (k == 0 ? T(0) : T(T(k - 1) * lower)));
        lower = here;
        here = q[k + 1];
        q[k] = next;
      }
    }
    for (int k = n + 1; k >= 0; --k) value = value * c + q[k];
    for (int i = 0; i <= n; ++i) value *= pi;
  } else {
    for (int k = 0; k < 4; ++k) value += inverse_power(T(x + T(k)), n + 1) + inverse_power(T(x - T(1 + k)), n + 1);
    for (int i = 2; i <= n; ++i) value *= T(i);
  }
  return is_mirrored && n % 2 == 0 ? -value : value;
}

/// The n-th derivative of digamma for n >= 0, in the widest type, since its parts cancel: reflection left of -8, upward
/// recurrence, then Stirling's series with Bernoulli numbers to B34 (M. Abramowitz, I. Stegun, Handbook of Mathematical
/// Functions, 6.3.18, 6.4.7 and 6.4.11).
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
  if (x < -8) {
    const T difference = polygamma_value(n, T(1 - x)) - cotangent_derivative(n, x);
    return n % 2 == 0 ? difference : -difference;
  }
  T factorial = 1;  // n!
  for (int i = 2; i <= n; ++i) factorial *= T(i);
  const T sign = n % 2 == 0 ? T(-1) : T(1);
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
  const int reflects = at < -8;
  long double of_poles = 0;
  if (reflects) {
    const long double pi = 3.141592653589793238462643383279502884L;
    long double period = at - floorl(at);
    const int is_mirrored = period > 0.5L;
    if (is_mirrored) period = 1 - period;
    if (n < 62) {
      const long double c = period < 0.25L ? 1 / tanl(pi * period) : tanl(pi * (0.5L - period));
      long double q[64] = {0, 1};
      for (int order = 0; order < n; ++order) {
        long double lower = 0, here = q[0];
        for (int k = 0; k <= order + 2; ++k) {
          const long double next = (k + 1) * q[k + 1] + (k == 0 ? 0 : (k - 1) * lower);
          lower = here;
          here = q[k + 1];
          q[k] = next;
        }
      }
      for (int k = n + 1; k >= 0; --k) of_poles = of_poles * c + q[k];
      for (int i = 0; i <= n; ++i) of_poles *= pi;
    } else {
      for (int k = 0; k < 4; ++k) {
        long double right = 1, left = 1;
        for (int i = 0; i <= n; ++i) right *= period + k, left *= period - 1 - k;
        of_poles += 1 / right + 1 / left;
      }
      for (int i = 2; i <= n; ++i) of_poles *= i;
    }
    if (is_mirrored && n % 2 == 0) of_poles = -of_poles;
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
  const long double value = shifted + sign * series - of_poles;
  return (double)(reflects && n % 2 != 0 ? -value : value);)";

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
