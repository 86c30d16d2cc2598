// SPDX-License-Identifier: BSL-1.0
#pragma once
// Logarithms of the normal distribution and of erfc, right where those underflow.
#include <symdiff/functions/special.hpp>

namespace SYMDIFF_NAMESPACE {
namespace detail {

/// The largest order of the derivatives of a logarithm of the normal distribution.
inline constexpr int most_normal_order = 32;

/// The n-th derivative of log(normal_cdf(x)), n >= 1. The first is the ratio r of the density to the probability. For
/// x <= -4 from its continued fraction r(-t) = t + 1/(t + 2/(t + 3/...)) (NIST Digital Library of Mathematical Functions,
/// 7.9.2), in which nothing cancels; else from r' = -r (x + r). Both are Taylor series, summed upward in the order.
template <class T>
constexpr T log_normal_cdf_derivative_value(int n, T x) {
  using scalar::erfc, scalar::exp, scalar::sqrt;
  if constexpr (std::same_as<T, float> || std::same_as<T, double>) {
    return static_cast<T>(log_normal_cdf_derivative_value<long double>(n, static_cast<long double>(x)));
  } else {
    if (n < 1 || n > most_normal_order || !(x == x)) return std::numeric_limits<T>::quiet_NaN();
    if (x - x != 0) return x < 0 ? T(n == 1 ? T(-x) : T(n == 2 ? -1 : 0)) : T(0);
    T r[most_normal_order]{}, inverse[most_normal_order]{};
    if (x <= -4) {
      const T t = -x;
      constexpr double width = std::numeric_limits<T>::digits / 64.0;
      const int levels = static_cast<int>((8 + 200 / static_cast<double>(t)) * width * width);
      const T root = sqrt(T(t * t + T(4 * levels + 4)));
      r[0] = (t + root) / 2;
      if (n > 1) r[1] = (1 + t / root) / 2;
      for (int k = levels; k > 0; --k) {
        inverse[0] = 1 / r[0];
        for (int m = 1; m < n; ++m) {
          T sum = 0;
          for (int j = 1; j <= m; ++j) sum += r[j] * inverse[m - j];
          inverse[m] = -sum * inverse[0];
        }
        for (int m = 0; m < n; ++m) r[m] = T(k) * inverse[m] + (m == 0 ? t : T(m == 1));
      }
      if (n % 2 == 0) r[n - 1] = -r[n - 1];
    } else {
      r[0] = 2 * named_value<T>(named::one_over_root_two_pi) * exp(T(-x * x / 2)) / erfc(T(-x * sqrt(T(0.5))));
      for (int m = 0; m + 1 < n; ++m) {
        T sum = x * r[m];
        if (m > 0) sum += r[m - 1];
        for (int j = 0; j <= m; ++j) sum += r[j] * r[m - j];
        r[m + 1] = -sum / T(m + 1);
      }
    }
    T result = r[n - 1];
    for (int m = 2; m < n; ++m) result *= T(m);
    return result;
  }
}

/// log(normal_cdf(x)) where that underflows, x < -4: the density by the ratio of both.
template <class T>
constexpr T log_normal_tail(T x) {
  using scalar::log;
  return log(named_value<T>(named::one_over_root_two_pi) / log_normal_cdf_derivative_value(1, x)) - x * (x / 2);
}

/// The same in C.
inline constexpr const char* log_normal_cdf_derivative_c_code =
    R"(if (n < 1 || n > 32 || x != x) return NAN;
  if (x - x != 0) return x > 0 ? 0 : n == 1 ? -x : n == 2 ? -1 : 0;
  const long double at = x;
  long double r[32] = {0}, inverse[32] = {0};
  if (at <= -4) {
    const int levels = (int)(8 + 200 / -x);
    const long double root = sqrtl(at * at + (4 * levels + 4));
    r[0] = (root - at) / 2;
    if (n > 1) r[1] = (1 - at / root) / 2;
    for (int k = levels; k > 0; --k) {
      inverse[0] = 1 / r[0];
      for (int m = 1; m < n; ++m) {
        long double sum = 0;
        for (int j = 1; j <= m; ++j) sum += r[j] * inverse[m - j];
        inverse[m] = -sum * inverse[0];
      }
      for (int m = 0; m < n; ++m) r[m] = k * inverse[m] + (m == 0 ? -at : m == 1);
    }
    if (n % 2 == 0) r[n - 1] = -r[n - 1];
  } else {
    r[0] = 2 * 0.398942280401432677939946059934381868L * expl(-at * at / 2) / erfcl(-at * sqrtl(0.5L));
    for (int m = 0; m + 1 < n; ++m) {
      long double sum = at * r[m];
      if (m > 0) sum += r[m - 1];
      for (int j = 0; j <= m; ++j) sum += r[j] * r[m - j];
      r[m + 1] = -sum / (m + 1);
    }
  }
  for (int m = 2; m < n; ++m) r[n - 1] *= m;
  return (double)r[n - 1];)";

}  // namespace detail

/// Its own row, so that every derivative of log_normal_cdf has one: the order is the first argument, as with polygamma.
struct log_normal_cdf_derivative_fn
    : elementary<"log_normal_cdf_derivative", "\\left(\\ln\\Phi\\right)^{\\left(#1\\right)}\\left(#2\\right)", 2> {
  static constexpr bool lane_by_lane = true;
  static constexpr const char* c_code[]{"const int n = (int)x;", "x = y;", detail::log_normal_cdf_derivative_c_code};
  template <class T>
  static constexpr T value(T n, T x) { return detail::log_normal_cdf_derivative_value(static_cast<int>(n), x); }
  template <int Argument>
  static constexpr auto derivative(auto n, auto x, auto /*f*/) {
    if constexpr (Argument == 0) return 0.0;
    else return detail::apply<log_normal_cdf_derivative_fn>(n + 1, x);
  }
};

struct log_normal_cdf_fn : elementary<"log_normal_cdf", "\\ln\\Phi"> {
  using range = negative;
  static constexpr bool lane_by_lane = true;
  static constexpr const char* c_code[]{
      "if (x > 0) return log1p(-0.5 * erfc(x * sqrt(0.5)));", "if (!(x <= -4)) return log(0.5 * erfc(-x * sqrt(0.5)));",
      "if (x - x != 0) return x;", "const double at = x;", "const int levels = (int)(8 + 200 / -at);",
      "double r = (sqrt(at * at + (4 * levels + 4)) - at) / 2;", "for (int k = levels; k > 0; --k) r = k / r - at;",
      "return log(0.3989422804014326779 / r) - at * (at / 2);"};
  template <class T>
  static constexpr T value(T x) {
    using scalar::erfc, scalar::log, scalar::log1p, scalar::sqrt;
    if (x > 0) return log1p(T(T(-0.5) * erfc(T(x * sqrt(T(0.5))))));
    if (!(x <= -4)) return log(T(T(0.5) * erfc(T(-x * sqrt(T(0.5))))));
    return x - x == 0 ? detail::log_normal_tail(x) : x;
  }
  static constexpr auto derivative(auto x, auto /*f*/) { return detail::apply<log_normal_cdf_derivative_fn>(1, x); }
};
/// log(normal_cdf(x)), also where normal_cdf underflows. Its derivative is the inverse Mills ratio, the density by the
/// probability.
template <Symbolic X>
constexpr auto log_normal_cdf(const X& x) {
  return detail::apply<log_normal_cdf_fn>(x);
}

struct log_erfc_fn : elementary<"log_erfc", "\\ln\\operatorname{erfc}"> {
  static constexpr bool lane_by_lane = true;
  static constexpr const char* c_code[]{
      "if (fabs(x) < 0.5) return log1p(-erf(x));", "if (!(x >= 4)) return log(erfc(x));", "if (x - x != 0) return -x;",
      "const double at = x * sqrt(2);", "const int levels = (int)(8 + 200 / at);",
      "double r = (sqrt(at * at + (4 * levels + 4)) + at) / 2;", "for (int k = levels; k > 0; --k) r = k / r + at;",
      "return log(0.7978845608028653559 / r) - x * x;"};
  template <class T>
  static constexpr T value(T x) {
    using scalar::abs, scalar::erf, scalar::erfc, scalar::log, scalar::log1p, scalar::sqrt;
    if (abs(x) < T(0.5)) return log1p(T(-erf(x)));
    if (!(x >= 4)) return log(erfc(x));
    if (x - x != 0) return -x;
    const T density = 2 * detail::named_value<T>(detail::named::one_over_root_two_pi);
    return log(T(density / detail::log_normal_cdf_derivative_value(1, T(-x * sqrt(T(2)))))) - x * x;
  }
  static constexpr auto derivative(auto x, auto /*f*/) {
    return -(detail::root_of_two * detail::apply<log_normal_cdf_derivative_fn>(1, -(detail::root_of_two * x)));
  }
};
/// log(erfc(x)), also where erfc underflows.
template <Symbolic X>
constexpr auto log_erfc(const X& x) {
  return detail::apply<log_erfc_fn>(x);
}

namespace detail {
using normal_functions = row_list<log_normal_cdf_derivative_fn, log_normal_cdf_fn, log_erfc_fn>;
}  // namespace detail
}  // namespace symdiff
