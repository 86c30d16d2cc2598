// SPDX-License-Identifier: BSL-1.0
#pragma once
// Trigonometric functions and their inverses.
#include <symdiff/functions/exponential.hpp>

namespace symdiff {

struct sin_fn : detail::core<detail::op::sine, "sin", "\\sin"> {
  static constexpr auto value(auto x) { using scalar::sin; return sin(x); }
  static constexpr auto derivative(auto x, auto /*f*/) { return cos(x); }
};
/// The sine of x in radians.
template <Symbolic X>
constexpr auto sin(const X& x) {
  return detail::apply<sin_fn>(x);
}

struct cos_fn : detail::core<detail::op::cosine, "cos", "\\cos"> {
  static constexpr auto value(auto x) { using scalar::cos; return cos(x); }
  static constexpr auto derivative(auto x, auto /*f*/) { return -sin(x); }
};
/// The cosine of x in radians.
template <Symbolic X>
constexpr auto cos(const X& x) {
  return detail::apply<cos_fn>(x);
}

struct tan_fn : elementary<"tan", "\\tan"> {
  static constexpr auto value(auto x) { using scalar::tan; return tan(x); }
  static constexpr auto derivative(auto /*x*/, auto tan_x) { return 1 + square(tan_x); }
};
/// The tangent of x in radians.
template <Symbolic X>
constexpr auto tan(const X& x) {
  return detail::apply<tan_fn>(x);
}

struct asin_fn : elementary<"asin", "\\arcsin"> {
  using domain = from_minus_one_to_one;
  static constexpr auto value(auto x) { using scalar::asin; return asin(x); }
  static constexpr auto derivative(auto x, auto /*f*/) { return 1 / sqrt((1 - x) * (1 + x)); }
};
/// The arc sine in radians, for -1 <= x <= 1; its derivative at the ends is infinite.
template <Symbolic X>
constexpr auto asin(const X& x) {
  return detail::apply<asin_fn>(x);
}

struct acos_fn : elementary<"acos", "\\arccos"> {
  using domain = from_minus_one_to_one;
  static constexpr auto value(auto x) { using scalar::acos; return acos(x); }
  static constexpr auto derivative(auto x, auto /*f*/) { return -1 / sqrt((1 - x) * (1 + x)); }
};
/// The arc cosine in radians, for -1 <= x <= 1; its derivative at the ends is infinite.
template <Symbolic X>
constexpr auto acos(const X& x) {
  return detail::apply<acos_fn>(x);
}

struct atan_fn : elementary<"atan", "\\arctan"> {
  static constexpr auto value(auto x) { using scalar::atan; return atan(x); }
  static constexpr auto derivative(auto x, auto /*f*/) { return 1 / (1 + square(x)); }
};
/// The arc tangent in radians.
template <Symbolic X>
constexpr auto atan(const X& x) {
  return detail::apply<atan_fn>(x);
}

struct atan2_fn : elementary<"atan2", "", 2> {
  static constexpr auto value(auto y, auto x) { using scalar::atan2; return atan2(y, x); }
  template <int Argument>
  static constexpr auto derivative(auto y, auto x, auto /*f*/) {
    if constexpr (Argument == 0) return x / (square(x) + square(y));
    else return -y / (square(x) + square(y));
  }
};
/// The angle of the point (x, y) in radians, in (-pi, pi].
template <class Y, class X>
  requires Symbolic<Y> || Symbolic<X>
constexpr auto atan2(const Y& y, const X& x) {
  return detail::apply<atan2_fn>(y, x);
}

namespace detail {
/// In the order of their codes, from `op::sine` on.
using sine_and_cosine = row_list<sin_fn, cos_fn>;
using trigonometric_functions = row_list<tan_fn, asin_fn, acos_fn, atan_fn, atan2_fn>;
}  // namespace detail
}  // namespace symdiff
