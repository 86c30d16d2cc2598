// SPDX-License-Identifier: BSL-1.0
#pragma once
// Differences of the gamma function's logarithm and of its derivatives, without their cancellation at large arguments.
#include <symdiff/functions/special.hpp>

namespace SYMDIFF_NAMESPACE {
namespace detail {

/// Bernoulli's numbers B2, B4, ..., as fractions.
inline constexpr double bernoulli_fractions[17][2]{
    {1, 6}, {-1, 30}, {1, 42}, {-1, 30}, {5, 66}, {-691, 2730}, {7, 6}, {-3617, 510}, {43867, 798}, {-174611, 330},
    {854513, 138}, {-236364091, 2730}, {8553103, 6}, {-23749461029, 870}, {8615841276005, 14322},
    {-7709321041217, 510}, {2577687858367, 6}};

/// (x + h)^-m - x^-m for x, x + h > 0, from log1p(h / x).
template <class T>
constexpr T difference_of_powers(T x, T log_ratio, int m) {
  using scalar::expm1;
  T power = 1;
  for (int i = 0; i < m; ++i) power *= x;
  return expm1(T(T(-m) * log_ratio)) / power;
}

/// lgamma(r + n) - lgamma(r): upward recurrence, then the difference of Stirling's series, term by term (M. Abramowitz,
/// I. Stegun, Handbook of Mathematical Functions, 6.1.40). In the widest type, since it is 0 where n is 0 or r(r + 1) ... is 1.
template <class T>
constexpr T log_rising_value(T r, T n) {
  using scalar::lgamma, scalar::log, scalar::log1p;
  if constexpr (std::same_as<T, float> || std::same_as<T, double>) {
    return static_cast<T>(log_rising_value<long double>(static_cast<long double>(r), static_cast<long double>(n)));
  } else {
    if (!(r > 0 && r + n > 0) || r - r != 0 || n - n != 0) return lgamma(T(r + n)) - lgamma(r);
    if (n < 0) return -log_rising_value<T>(r + n, -n);
    constexpr int wide_enough = std::numeric_limits<T>::digits <= 64 ? 16 : 64;
    T below = 0;
    for (; r < wide_enough; r += 1) below += log1p(T(n / r));
    const T log_ratio = log1p(T(n / r));
    T series = 0;
    for (int k = 17; k >= 1; --k)
      series += T(bernoulli_fractions[k - 1][0]) / T(bernoulli_fractions[k - 1][1]) / T(2 * k * (2 * k - 1)) *
                difference_of_powers(r, log_ratio, 2 * k - 1);
    return ((r - T(0.5)) * log_ratio - n) + n * log(T(r + n)) + series - below;
  }
}

/// polygamma(k, r + n) - polygamma(k, r) likewise, where polygamma(0, r) is digamma(r).
template <class T>
constexpr T polygamma_rise_value(int k, T r, T n) {
  using scalar::log1p;
  if constexpr (std::same_as<T, float> || std::same_as<T, double>) {
    return static_cast<T>(polygamma_rise_value<long double>(k, static_cast<long double>(r), static_cast<long double>(n)));
  } else {
    if (!(r > 0 && r + n > 0) || r - r != 0 || n - n != 0)
      return polygamma_value<T>(k, r + n) - polygamma_value<T>(k, r);
    if (n < 0) return -polygamma_rise_value<T>(k, r + n, -n);
    constexpr int wide_enough = std::numeric_limits<T>::digits <= 64 ? 16 : 64;
    T factorial = 1;
    for (int i = 2; i <= k; ++i) factorial *= T(i);
    T sum = 0;
    for (; r < wide_enough + k; r += 1) sum += factorial * difference_of_powers(r, T(log1p(T(n / r))), k + 1);
    const T log_ratio = log1p(T(n / r));
    sum += k == 0 ? T(-log_ratio) : T(factorial / T(k) * difference_of_powers(r, log_ratio, k));
    sum += factorial / 2 * difference_of_powers(r, log_ratio, k + 1);
    T ratio = k == 0 ? T(1) : T(factorial / T(k));  // (2j + k - 1)! / (2j)!, beginning with j = 0
    for (int j = 1; j <= 17; ++j) {
      if (k == 0) ratio = T(1) / T(2 * j);
      else ratio *= T(2 * j + k - 1) * T(2 * j + k - 2) / (T(2 * j) * T(2 * j - 1));
      sum += T(bernoulli_fractions[j - 1][0]) / T(bernoulli_fractions[j - 1][1]) * ratio *
             difference_of_powers(r, log_ratio, 2 * j + k);
    }
    return k % 2 == 0 ? T(-sum) : sum;
  }
}

/// log(B(p, q)) = lgamma(p) - log_rising(q, p), p being the smaller.
template <class T>
constexpr T lbeta_value(T p, T q) {
  using scalar::lgamma;
  if constexpr (std::same_as<T, float> || std::same_as<T, double>)
    return static_cast<T>(lbeta_value<long double>(static_cast<long double>(p), static_cast<long double>(q)));
  else
    return p < q ? T(lgamma(p) - log_rising_value<T>(q, p)) : T(lgamma(q) - log_rising_value<T>(p, q));
}

/// The same in C: lines over long doubles `at` = r and `n`, which differ by whether they are the smaller sum.
inline constexpr const char* bernoulli_c_code =
    R"(static const long double bernoulli[17][2] = {{1, 6}, {-1, 30}, {1, 42}, {-1, 30}, {5, 66},
      {-691, 2730}, {7, 6}, {-3617, 510}, {43867, 798}, {-174611, 330}, {854513, 138},
      {-236364091, 2730}, {8553103, 6}, {-23749461029, 870}, {8615841276005, 14322},
      {-7709321041217, 510}, {2577687858367, 6}};)";
inline constexpr const char* ordered_c_code =
    R"(const long double direction = n < 0 ? -1 : 1;
  if (n < 0) at += n, n = -n;
  long double sum = 0;)";
inline constexpr const char* log_rising_c_code =
    R"(for (; at < 16; at += 1) sum -= log1pl(n / at);
  const long double log_ratio = log1pl(n / at);
  for (int k = 17; k >= 1; --k) {
    long double power = 1;
    for (int i = 1; i < 2 * k; ++i) power *= at;
    sum += bernoulli[k - 1][0] / bernoulli[k - 1][1] / (2 * k * (2 * k - 1)) * (expm1l((1 - 2 * k) * log_ratio) / power);
  }
  sum += ((at - 0.5L) * log_ratio - n) + n * logl(at + n);)";

}  // namespace detail

/// Its own row, so that every derivative of log_rising and lbeta has one: the order is the first argument, as with
/// polygamma.
struct polygamma_rise_fn
    : elementary<"polygamma_rise", "\\left[\\psi^{\\left(#1\\right)}\\right]_{#2}^{#2 + #3}", 3> {
  static constexpr bool lane_by_lane = true;
  static constexpr const char* c_code[]{
      detail::bernoulli_c_code, "const int k = (int)x;", "long double at = y, n = z;",
      "if (!(y > 0 && y + z > 0) || y - y != 0 || z - z != 0) return NAN;", detail::ordered_c_code,
      R"(long double factorial = 1;
  for (int i = 2; i <= k; ++i) factorial *= i;
  for (; at < 16 + k; at += 1) {
    const long double log_ratio = log1pl(n / at);
    sum += factorial * (expm1l(-(k + 1) * log_ratio) / powl(at, k + 1));
  }
  const long double log_ratio = log1pl(n / at);
  sum += k == 0 ? -log_ratio : factorial / k * (expm1l(-k * log_ratio) / powl(at, k));
  sum += factorial / 2 * (expm1l(-(k + 1) * log_ratio) / powl(at, k + 1));
  long double ratio = k == 0 ? 1 : factorial / k;
  for (int j = 1; j <= 17; ++j) {
    if (k == 0) ratio = 1.0L / (2 * j);
    else ratio *= (long double)(2 * j + k - 1) * (2 * j + k - 2) / ((long double)(2 * j) * (2 * j - 1));
    sum += bernoulli[j - 1][0] / bernoulli[j - 1][1] * ratio * (expm1l(-(2 * j + k) * log_ratio) / powl(at, 2 * j + k));
  }
return (double)(k % 2 == 0 ? -direction * sum : direction * sum);)"};
  using domain = positive;
  static constexpr int domain_argument = 1;
  template <class T>
  static constexpr T value(T k, T r, T n) { return detail::polygamma_rise_value(static_cast<int>(k), r, n); }
  template <int Argument>
  static constexpr auto derivative(auto k, auto r, auto n, auto /*f*/) {
    if constexpr (Argument == 0) return 0.0;
    else if constexpr (Argument == 1) return detail::apply<polygamma_rise_fn>(k + 1, r, n);
    else return polygamma(k + 1, r + n);
  }
};

struct log_rising_fn : elementary<"log_rising", "\\ln #1^{\\overline{#2}}", 2> {
  static constexpr bool lane_by_lane = true;
  static constexpr const char* c_code[]{
      detail::bernoulli_c_code, "if (!(x > 0 && x + y > 0) || x - x != 0 || y - y != 0) return lgamma(x + y) - lgamma(x);",
      "long double at = x, n = y;", detail::ordered_c_code, detail::log_rising_c_code, "return (double)(direction * sum);"};
  using domain = positive;
  template <class T>
  static constexpr T value(T r, T n) { return detail::log_rising_value(r, n); }
  template <int Argument>
  static constexpr auto derivative(auto r, auto n, auto /*f*/) {
    if constexpr (Argument == 0) return detail::apply<polygamma_rise_fn>(0, r, n);
    else return digamma(r + n);
  }
};
/// lgamma(r + n) - lgamma(r), the logarithm of the rising factorial r (r + 1) ... (r + n - 1), also for n that are not
/// whole: without the cancellation for r that is large beside n. For r > 0 and r + n > 0.
template <class R, class N>
  requires Symbolic<R> || Symbolic<N>
constexpr auto log_rising(const R& r, const N& n) {
  return detail::apply<log_rising_fn>(r, n);
}

struct lbeta_fn : elementary<"lbeta", "\\ln\\mathrm{B}", 2> {
  static constexpr bool lane_by_lane = true;
  static constexpr bool commutative = true;
  static constexpr const char* c_code[]{
      detail::bernoulli_c_code, "long double at = x < y ? y : x, n = x < y ? x : y;",
      "if (!(n > 0) || x - x != 0 || y - y != 0) return lgamma(x) + lgamma(y) - lgamma(x + y);", "long double sum = 0;",
      "const long double of_smaller = lgammal(n);", detail::log_rising_c_code, "return (double)(of_smaller - sum);"};
  using domain = positive;
  template <class T>
  static constexpr T value(T a, T b) { return detail::lbeta_value(a, b); }
  template <int Argument>
  static constexpr auto derivative(auto a, auto b, auto /*f*/) {
    if constexpr (Argument == 0) return -detail::apply<polygamma_rise_fn>(0, a, b);
    else return -detail::apply<polygamma_rise_fn>(0, b, a);
  }
};
/// The logarithm of the beta function, lgamma(a) + lgamma(b) - lgamma(a + b) without its cancellation, for a, b > 0.
template <class A, class B>
  requires Symbolic<A> || Symbolic<B>
constexpr auto lbeta(const A& a, const B& b) {
  return detail::apply<lbeta_fn>(a, b);
}

namespace detail {
using gamma_ratios = row_list<polygamma_rise_fn, log_rising_fn, lbeta_fn>;
}  // namespace detail
}  // namespace symdiff
