// SPDX-License-Identifier: BSL-1.0
#pragma once
// Exponentials, logarithms and roots.
#include <symdiff/functions/arithmetic.hpp>

namespace SYMDIFF_NAMESPACE {

struct exp_fn : elementary<"exp", "\\exp"> {
  using range = positive;
  static constexpr auto value(auto x) { using scalar::exp; return exp(x); }
  static constexpr auto derivative(auto /*x*/, auto exp_x) { return exp_x; }
};
/// The exponential function.
template <Symbolic X>
constexpr auto exp(const X& x) {
  return detail::apply<exp_fn>(x);
}

struct exp2_fn : elementary<"exp2"> {
  using range = positive;
  static constexpr auto value(auto x) { using scalar::exp2; return exp2(x); }
  static constexpr auto derivative(auto /*x*/, auto exp2_x) { return exp2_x * detail::log_of_2; }
};
/// 2 to the power of x.
template <Symbolic X>
constexpr auto exp2(const X& x) {
  return detail::apply<exp2_fn>(x);
}

struct expm1_fn : elementary<"expm1"> {
  using range = above_minus_one;
  static constexpr auto value(auto x) { using scalar::expm1; return expm1(x); }
  static constexpr auto derivative(auto x, auto /*f*/) { return exp(x); }
};
/// exp(x) - 1, without cancellation near 0.
template <Symbolic X>
constexpr auto expm1(const X& x) {
  return detail::apply<expm1_fn>(x);
}

struct log_fn : elementary<"log", "\\ln"> {
  using domain = positive;
  static constexpr auto value(auto x) { using scalar::log; return log(x); }
  static constexpr auto derivative(auto x, auto /*f*/) { return 1 / x; }
};
/// The natural logarithm, for x > 0.
template <Symbolic X>
constexpr auto log(const X& x) {
  return detail::apply<log_fn>(x);
}

struct xlogy_fn : elementary<"xlogy", "", 2> {
  using domain = positive;
  static constexpr int domain_argument = 1;
  static constexpr const char* c_code = "return x == 0 && y >= 0 ? 0 : x * log(y);";
  template <class T>
  static constexpr T value(T x, T y) {
    using scalar::log, scalar::select;
    return select(x == T(0) && y >= T(0), T(0), x * log(y));
  }
  template <int Argument>
  static constexpr auto derivative(auto x, auto y, auto /*f*/) {
    if constexpr (Argument == 0) return log(y);
    else return x / y;
  }
};
/// x log(y), for y > 0; 0 where x is 0, at y = 0 too.
template <class X, class Y>
  requires Symbolic<X> || Symbolic<Y>
constexpr auto xlogy(const X& x, const Y& y) {
  return detail::apply<xlogy_fn>(x, y);
}

struct log2_fn : elementary<"log2", "\\log_2"> {
  using domain = positive;
  static constexpr auto value(auto x) { using scalar::log2; return log2(x); }
  static constexpr auto derivative(auto x, auto /*f*/) { return 1 / (x * detail::log_of_2); }
};
/// The logarithm to base 2, for x > 0.
template <Symbolic X>
constexpr auto log2(const X& x) {
  return detail::apply<log2_fn>(x);
}

struct log10_fn : elementary<"log10", "\\log_{10}"> {
  using domain = positive;
  static constexpr auto value(auto x) { using scalar::log10; return log10(x); }
  static constexpr auto derivative(auto x, auto /*f*/) { return 1 / (x * detail::log_of_10); }
};
/// The logarithm to base 10, for x > 0.
template <Symbolic X>
constexpr auto log10(const X& x) {
  return detail::apply<log10_fn>(x);
}

struct log1p_fn : elementary<"log1p"> {
  using domain = above_minus_one;
  static constexpr auto value(auto x) { using scalar::log1p; return log1p(x); }
  static constexpr auto derivative(auto x, auto /*f*/) { return 1 / (1 + x); }
};
/// log(1 + x), without cancellation near 0, for x > -1.
template <Symbolic X>
constexpr auto log1p(const X& x) {
  return detail::apply<log1p_fn>(x);
}

/// The derivatives of powers by their exponents are of this kind, and all derivatives of these are. (As it is computed, the
/// power and the logarithm are shared with others: graph/unrolling.hpp.)
struct power_log_fn : detail::core<detail::op::power_log, "power_log", "#1^{#2}\\ln^{#3}#1"> {
  static constexpr const char* c_code[]{"const double power = pow(x, y);", "return power == 0 ? 0 : power * pow(log(x), z);"};
  using domain = positive;
  template <class T>
  static constexpr T value(T x, T y, T n) {
    using scalar::log, scalar::pow, scalar::select;
    const T power = pow(x, y);
    return select(power == 0, T(0), T(power * pow(T(log(x)), n)));
  }
  template <int Argument>
  static constexpr auto derivative(auto x, auto y, auto n, auto f) {
    if constexpr (Argument == 0) return where(x == 0 && y == 0, 0, y * power_log(x, y - 1, n)) + n * power_log(x, y - 1, n - 1);
    else if constexpr (Argument == 1) return power_log(x, y, n + 1);
    else return f * log(log(x));
  }
};
/// x^y log(x)^n, for a whole n; at x = 0 the limit, which is 0 for y > 0.
template <class X, class Y, class N>
  requires Symbolic<X> || Symbolic<Y> || Symbolic<N>
constexpr auto power_log(const X& x, const Y& y, const N& n) {
  return detail::apply<power_log_fn>(x, y, n);
}

struct sqrt_fn : elementary<"sqrt", "\\sqrt{#1}"> {
  using range = non_negative;
  using domain = non_negative;
  static constexpr auto value(auto x) { using scalar::sqrt; return sqrt(x); }
  static constexpr auto derivative(auto /*x*/, auto root) { return 0.5 / root; }
};
/// The square root, for x >= 0; its derivative at 0 is infinite.
template <Symbolic X>
constexpr auto sqrt(const X& x) {
  return detail::apply<sqrt_fn>(x);
}

struct cbrt_fn : elementary<"cbrt", "\\sqrt[3]{#1}"> {
  using derivative_domain = not_zero;
  static constexpr auto value(auto x) { using scalar::cbrt; return cbrt(x); }
  /// (The library's root is off by up to four units in the last place, which its square would double.)
  static constexpr auto derivative(auto x, auto root) {
    return where(x == 0, 1 / square(root), where(x == x + x, 0, root / x)) / 3;
  }
};
/// The cube root; its derivative at 0 is infinite.
template <Symbolic X>
constexpr auto cbrt(const X& x) {
  return detail::apply<cbrt_fn>(x);
}

namespace detail {
using power_and_logarithm = row_list<power_log_fn>;  // `op::power_log`
using exponential_functions = row_list<exp_fn, exp2_fn, expm1_fn, log_fn, log2_fn, log10_fn, log1p_fn, sqrt_fn, cbrt_fn, xlogy_fn>;
}  // namespace detail
}  // namespace symdiff
