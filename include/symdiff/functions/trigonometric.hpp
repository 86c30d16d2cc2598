// SPDX-License-Identifier: BSL-1.0
#pragma once
// Trigonometric functions and their inverses.
#include <symdiff/functions/piecewise.hpp>

namespace SYMDIFF_NAMESPACE {

struct sin_fn : detail::core<detail::op::sine, "sin", "\\sin"> {
  using range = from_minus_one_to_one;
  static constexpr auto value(auto x) { using scalar::sin; return sin(x); }
  static constexpr auto derivative(auto x, auto /*f*/) { return cos(x); }
};
/// The sine of x in radians.
template <Symbolic X>
constexpr auto sin(const X& x) {
  return detail::apply<sin_fn>(x);
}

struct cos_fn : detail::core<detail::op::cosine, "cos", "\\cos"> {
  using range = from_minus_one_to_one;
  static constexpr auto value(auto x) { using scalar::cos; return cos(x); }
  static constexpr auto derivative(auto x, auto /*f*/) { return -sin(x); }
};
/// The cosine of x in radians.
template <Symbolic X>
constexpr auto cos(const X& x) {
  return detail::apply<cos_fn>(x);
}

/// 2 sin²(x/2) near the multiples of 2 pi, where 1 - cos(x) cancels; elsewhere that, which rounds less.
struct versin_fn : elementary<"versin"> {
  using range = non_negative;
  static constexpr const char* c_code[]{"if (!(fabs(x) < 0.7)) {", "  const double c = cos(x);", "  if (!(0.75 < c)) return 1 - c;",
                                        "}", "x = sin(0.5 * x);", "return 2 * (x * x);"};
  template <class T>
  static constexpr T value(T x) {
    using scalar::abs, scalar::cos, scalar::select, scalar::sin;
    const auto near = [&] {
      const T s = sin(T(0.5) * x);
      return T(2 * (s * s));
    };
    if constexpr (std::same_as<decltype(x < x), bool>) {
      if (abs(x) < T(0.7)) return near();
      const T c = cos(x);
      return T(0.75) < c ? near() : T(1 - c);
    } else {
      const T c = cos(x);
      return select(T(0.75) < c, near(), T(1 - c));
    }
  }
  static constexpr auto derivative(auto x, auto /*f*/) { return sin(x); }
};
/// The versed sine 1 - cos(x), without cancellation.
template <Symbolic X>
constexpr auto versin(const X& x) {
  return detail::apply<versin_fn>(x);
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
  using range = non_negative;
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
  using derivative_domain = not_the_origin;
  static constexpr auto value(auto y, auto x) { using scalar::atan2; return atan2(y, x); }
  template <int Argument>
  static constexpr auto derivative(auto y, auto x, auto /*f*/) {
    const auto length = hypot(x, y);  // by which x and y are divided twice, since its square overflows
    return (Argument == 0 ? x : -y) / length / length;
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
using trigonometric_functions = row_list<versin_fn, tan_fn, asin_fn, acos_fn, atan_fn, atan2_fn>;
}  // namespace detail
}  // namespace symdiff
