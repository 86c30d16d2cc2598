// SPDX-License-Identifier: BSL-1.0
#pragma once
// The cardinal sine and its derivatives.
#include <symdiff/functions/trigonometric.hpp>

namespace SYMDIFF_NAMESPACE {
namespace detail {

/// The n-th derivative of sin(x)/x, the integral of t^n cos(x t + n pi/2) over t from 0 to 1: near 0 by its series in x;
/// elsewhere from x s_n + n s_(n-1) = sin(x + n pi/2), which loses no more than some digits of the widest type there.
template <class T>
constexpr T sinc_derivative_value(int n, T x) {
  using scalar::abs, scalar::cos, scalar::sin;
  if constexpr (std::same_as<T, float> || std::same_as<T, double>) {
    return static_cast<T>(sinc_derivative_value<long double>(n, static_cast<long double>(x)));
  } else {
    if (abs(x) <= n + 2) {
      T power = n % 4 < 2 ? 1 : -1, sum = 0;  // of the series (-1)^m x^(2m - n) / ((2m + 1) (2m - n)!), from 2m >= n on
      int m = (n + 1) / 2;
      if (n % 2 != 0) power = n % 4 == 1 ? T(-x) : x;
      for (;; ++m) {
        const T before = sum;
        sum += power / T(2 * m + 1);
        if (sum == before && 2 * m > 2 * n + 8) return sum;
        power *= -x * x / T((2 * m + 1 - n) * (2 * m + 2 - n));
      }
    }
    if (x - x != 0) return x == x ? T(0) : x;
    const T s = sin(x), c = cos(x);
    T result = s / x;
    for (int k = 1; k <= n; ++k) {
      const T next = k % 4 == 0 ? s : k % 4 == 1 ? c : k % 4 == 2 ? T(-s) : T(-c);
      result = (next - T(k) * result) / x;
    }
    return result;
  }
}

/// The same in C, over n and x.
inline constexpr const char* sinc_derivative_c_code =
    R"(const long double at = x;
  if (fabsl(at) <= n + 2) {
    long double power = n % 4 < 2 ? 1 : -1, sum = 0;
    if (n % 2 != 0) power = n % 4 == 1 ? -at : at;
    for (int m = (n + 1) / 2;; ++m) {
      const long double before = sum;
      sum += power / (2 * m + 1);
      if (sum == before && 2 * m > 2 * n + 8) return (double)sum;
      power *= -at * at / ((long double)(2 * m + 1 - n) * (2 * m + 2 - n));
    }
  }
  if (x - x != 0) return x == x ? 0 : x;
  const long double s = sinl(at), c = cosl(at);
  long double result = s / at;
  for (int k = 1; k <= n; ++k)
    result = ((k % 4 == 0 ? s : k % 4 == 1 ? c : k % 4 == 2 ? -s : -c) - k * result) / at;
  return (double)result;)";

}  // namespace detail

/// Its own row, so that every derivative of sinc has one: the order is the first argument, as with polygamma.
struct sinc_derivative_fn : elementary<"sinc_derivative", "\\operatorname{sinc}^{\\left(#1\\right)}\\left(#2\\right)", 2> {
  static constexpr bool lane_by_lane = true;
  static constexpr const char* c_code[]{"const int n = (int)x;", "x = y;", detail::sinc_derivative_c_code};
  using range = from_minus_one_to_one;
  template <class T>
  static constexpr T value(T n, T x) { return detail::sinc_derivative_value(static_cast<int>(n), x); }
  template <int Argument>
  static constexpr auto derivative(auto n, auto x, auto /*f*/) {
    if constexpr (Argument == 0) return 0.0;
    else return detail::apply<sinc_derivative_fn>(n + 1, x);
  }
};

struct sinc_fn : elementary<"sinc", "\\operatorname{sinc}"> {
  using range = from_minus_one_to_one;
  static constexpr const char* c_code = "return x == 0 ? 1 : x - x == 0 ? sin(x) / x : x == x ? 0 : x;";
  template <class T>
  static constexpr T value(T x) {
    using scalar::select, scalar::sin;
    const T s = sin(x);
    return select(x == 0, T(1), select(x - x == 0, T(s / x), select(x == x, T(0), x)));
  }
  static constexpr auto derivative(auto x, auto /*f*/) { return detail::apply<sinc_derivative_fn>(1, x); }
};
/// sin(x) / x, which is 1 at 0.
template <Symbolic X>
constexpr auto sinc(const X& x) {
  return detail::apply<sinc_fn>(x);
}

namespace detail {
using cardinal_sines = row_list<sinc_derivative_fn, sinc_fn>;
}  // namespace detail
}  // namespace symdiff
