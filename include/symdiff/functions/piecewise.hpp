// SPDX-License-Identifier: BSL-1.0
#pragma once
// Functions with kinks or steps. At a kink the derivative is the subgradient that the docstring names.
#include <symdiff/functions/exponential.hpp>

namespace SYMDIFF_NAMESPACE {

struct abs_fn : elementary<"abs", "\\left|#1\\right|"> {
  using range = non_negative;
  static constexpr const char* c_code = "return fabs(x);";
  static constexpr auto value(auto x) { using scalar::abs; return abs(x); }
  static constexpr auto derivative(auto x, auto /*f*/) { return sign(x); }
};
/// |x|; the derivative at 0 is 0.
template <Symbolic X>
constexpr auto abs(const X& x) {
  return detail::apply<abs_fn>(x);
}

struct sign_fn : elementary<"sign", "\\operatorname{sgn}"> {
  using range = from_minus_one_to_one;
  static constexpr const char* c_code = "return x == x ? (double)(x > 0) - (double)(x < 0) : x;";
  template <class T>
  static constexpr T value(T x) {
    using scalar::select;
    return select(x == x, T(T(x > 0) - T(x < 0)), x);
  }
  static constexpr auto derivative(auto /*x*/, auto /*f*/) { return 0.0; }
};
/// -1, 0 or 1, after the sign of x, and NaN where x is; the derivative is 0 everywhere.
template <Symbolic X>
constexpr auto sign(const X& x) {
  return detail::apply<sign_fn>(x);
}

struct floor_fn : elementary<"floor", "\\left\\lfloor #1\\right\\rfloor"> {
  static constexpr auto value(auto x) { using scalar::floor; return floor(x); }
  static constexpr auto derivative(auto /*x*/, auto /*f*/) { return 0.0; }
};
/// The largest integer not above x; the derivative is 0 everywhere.
template <Symbolic X>
constexpr auto floor(const X& x) {
  return detail::apply<floor_fn>(x);
}

struct ceil_fn : elementary<"ceil", "\\left\\lceil #1\\right\\rceil"> {
  static constexpr auto value(auto x) { using scalar::ceil; return ceil(x); }
  static constexpr auto derivative(auto /*x*/, auto /*f*/) { return 0.0; }
};
/// The smallest integer not below x; the derivative is 0 everywhere.
template <Symbolic X>
constexpr auto ceil(const X& x) {
  return detail::apply<ceil_fn>(x);
}

struct min_fn : elementary<"min", "\\min", 2> {
  static constexpr const char* c_code = "return y < x || y != y ? y : x;";
  static constexpr bool commutative = true;
  static constexpr auto value(auto x, auto y) { using scalar::select; return select(y < x || !(y == y), y, x); }
  template <int Argument>
  static constexpr auto derivative(auto x, auto y, auto /*f*/) {
    return Argument == 0 ? where(y < x, 0, 1) : where(y < x, 1, 0);
  }
};
/// The smaller of two. Where both are equal, one of them has derivative 1 and the other 0; a constant
/// has none, so that the derivative of min(x, 0_c) at 0 is 0. Where one is NaN, so is the value.
template <class X, class Y>
  requires Symbolic<X> || Symbolic<Y>
constexpr auto min(const X& x, const Y& y) {
  return detail::apply<min_fn>(x, y);
}

struct max_fn : detail::core<detail::op::larger, "max", "\\max"> {
  static constexpr const char* c_code = "return x < y || y != y ? y : x;";
  static constexpr bool commutative = true;
  static constexpr auto value(auto x, auto y) { using scalar::select; return select(x < y || !(y == y), y, x); }
  template <int Argument>
  static constexpr auto derivative(auto x, auto y, auto /*f*/) {
    return Argument == 0 ? where(x < y, 0, 1) : where(x < y, 1, 0);
  }
};
/// The larger of two, with the derivatives of `min` at a tie, and NaN as it has.
template <class X, class Y>
  requires Symbolic<X> || Symbolic<Y>
constexpr auto max(const X& x, const Y& y) {
  return detail::apply<max_fn>(x, y);
}

/// x, but at least `low` and at most `high`.
template <class X, class Low, class High>
  requires Symbolic<X> || Symbolic<Low> || Symbolic<High>
constexpr auto clamp(const X& x, const Low& low, const High& high) {
  return min(max(x, low), high);
}

struct hypot_fn : elementary<"hypot", "", 2> {
  using range = non_negative;
  static constexpr bool commutative = true;
  static constexpr auto value(auto x, auto y) { using scalar::hypot; return hypot(x, y); }
  template <int Argument>
  static constexpr auto derivative(auto x, auto y, auto length) {
    return where(length == 0, 0, (Argument == 0 ? x : y) / length);
  }
};
/// The length of the vector (x, y), without overflow; its derivatives at the origin are 0.
template <class X, class Y>
  requires Symbolic<X> || Symbolic<Y>
constexpr auto hypot(const X& x, const Y& y) {
  return detail::apply<hypot_fn>(x, y);
}

namespace detail {
using larger_of_two = row_list<max_fn>;  // `op::larger`
using piecewise_functions = row_list<abs_fn, sign_fn, floor_fn, ceil_fn, min_fn, hypot_fn>;
}  // namespace detail
}  // namespace symdiff
