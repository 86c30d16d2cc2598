// SPDX-License-Identifier: BSL-1.0
#pragma once
// Hyperbolic functions and their inverses.
#include <symdiff/functions/piecewise.hpp>

namespace SYMDIFF_NAMESPACE {

struct sinh_fn : elementary<"sinh", "\\sinh"> {
  static constexpr auto value(auto x) { using scalar::sinh; return sinh(x); }
  static constexpr auto derivative(auto x, auto /*f*/) { return cosh(x); }
};
/// The hyperbolic sine.
template <Symbolic X>
constexpr auto sinh(const X& x) {
  return detail::apply<sinh_fn>(x);
}

struct cosh_fn : elementary<"cosh", "\\cosh"> {
  using range = at_least_one;
  static constexpr auto value(auto x) { using scalar::cosh; return cosh(x); }
  static constexpr auto derivative(auto x, auto /*f*/) { return sinh(x); }
};
/// The hyperbolic cosine.
template <Symbolic X>
constexpr auto cosh(const X& x) {
  return detail::apply<cosh_fn>(x);
}

/// Of one exponential and one quotient, neither of which overflows.
struct sech_squared_fn : elementary<"sech_squared", "\\operatorname{sech}^{2}\\left(#1\\right)"> {
  using range = non_negative;
  static constexpr const char* c_code[]{"const double e = exp(-2 * fabs(x));", "return 4 * e / ((1 + e) * (1 + e));"};
  template <class T>
  static constexpr T value(T x) {
    using scalar::abs, scalar::exp;
    const T e = exp(T(-2 * abs(x))), sum = 1 + e;
    return 4 * e / (sum * sum);
  }
  static constexpr auto derivative(auto x, auto f) { return -2 * (f * tanh(x)); }
};
/// The square of the hyperbolic secant, 1 - tanh(x)² without its cancellation.
template <Symbolic X>
constexpr auto sech_squared(const X& x) {
  return detail::apply<sech_squared_fn>(x);
}

struct tanh_fn : elementary<"tanh", "\\tanh"> {
  using range = between_minus_one_and_one;
  static constexpr auto value(auto x) { using scalar::tanh; return tanh(x); }
  static constexpr auto derivative(auto x, auto /*f*/) { return sech_squared(x); }
};
/// The hyperbolic tangent.
template <Symbolic X>
constexpr auto tanh(const X& x) {
  return detail::apply<tanh_fn>(x);
}

struct asinh_fn : elementary<"asinh", "\\operatorname{arsinh}"> {
  static constexpr auto value(auto x) { using scalar::asinh; return asinh(x); }
  static constexpr auto derivative(auto x, auto /*f*/) { return 1 / hypot(x, 1); }
};
/// The inverse hyperbolic sine.
template <Symbolic X>
constexpr auto asinh(const X& x) {
  return detail::apply<asinh_fn>(x);
}

struct acosh_fn : elementary<"acosh", "\\operatorname{arcosh}"> {
  using range = non_negative;
  using domain = at_least_one;
  static constexpr auto value(auto x) { using scalar::acosh; return acosh(x); }
  static constexpr auto derivative(auto x, auto /*f*/) { return 1 / (sqrt(x - 1) * sqrt(x + 1)); }
};
/// The inverse hyperbolic cosine, for x >= 1; its derivative at 1 is infinite.
template <Symbolic X>
constexpr auto acosh(const X& x) {
  return detail::apply<acosh_fn>(x);
}

struct atanh_fn : elementary<"atanh", "\\operatorname{artanh}"> {
  using domain = between_minus_one_and_one;
  static constexpr auto value(auto x) { using scalar::atanh; return atanh(x); }
  static constexpr auto derivative(auto x, auto /*f*/) { return 1 / ((1 - x) * (1 + x)); }
};
/// The inverse hyperbolic tangent, for -1 < x < 1.
template <Symbolic X>
constexpr auto atanh(const X& x) {
  return detail::apply<atanh_fn>(x);
}

namespace detail {
using hyperbolic_functions = row_list<sinh_fn, cosh_fn, sech_squared_fn, tanh_fn, asinh_fn, acosh_fn, atanh_fn>;
}  // namespace detail
}  // namespace symdiff
