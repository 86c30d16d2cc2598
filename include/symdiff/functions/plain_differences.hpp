// SPDX-License-Identifier: BSL-1.0
#pragma once
// Sums and differences with a plain number that cancel where the number turns out to be near 1. Their values are those of
// what was written for every number; their derivatives know nothing of it.
#include <symdiff/functions/trigonometric.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// log(c + u).
struct log_of_sum_fn : elementary<"log_of_sum", "\\ln\\left(#1 + #2\\right)", 2> {
  static constexpr const char* c_code = "return x >= 0.5 && x <= 2 && fabs(y) < 0.5 ? log1p((x - 1) + y) : log(x + y);";
  template <class T>
  static constexpr T value(T c, T u) {
    using scalar::abs, scalar::log, scalar::log1p, scalar::select;
    const auto is_near = (c >= T(0.5)) && (c <= T(2)) && (abs(u) < T(0.5));
    if constexpr (std::same_as<decltype(c < u), bool>) return is_near ? T(log1p(T((c - 1) + u))) : T(log(T(c + u)));
    else return select(is_near, log1p(T((c - 1) + u)), log(T(c + u)));
  }
  template <int Argument>
  static constexpr auto derivative(auto c, auto u, auto /*f*/) { return 1 / (c + u); }
};

/// exp(u) - c.
struct exp_minus_fn : elementary<"exp_minus", "e^{#1} - #2", 2> {
  static constexpr const char* c_code = "return y >= 0.5 && y <= 2 && fabs(x) < 0.5 ? (1 - y) + expm1(x) : exp(x) - y;";
  template <class T>
  static constexpr T value(T u, T c) {
    using scalar::abs, scalar::exp, scalar::expm1, scalar::select;
    const auto is_near = (c >= T(0.5)) && (c <= T(2)) && (abs(u) < T(0.5));
    if constexpr (std::same_as<decltype(c < u), bool>) return is_near ? T((1 - c) + expm1(u)) : T(exp(u) - c);
    else return select(is_near, T((1 - c) + expm1(u)), T(exp(u) - c));
  }
  template <int Argument>
  static constexpr auto derivative(auto u, auto /*c*/, auto /*f*/) {
    if constexpr (Argument == 0) return exp(u);
    else return -1.0;
  }
};

/// c - cos(u).
struct minus_cos_fn : elementary<"minus_cos", "#1 - \\cos\\left(#2\\right)", 2> {
  static constexpr const char* c_code[]{"const double v = cos(y);", "if (!(x >= 0.5 && x <= 2 && v > 0.75)) return x - v;",
                                        "y = sin(0.5 * y);", "return (x - 1) + 2 * (y * y);"};
  template <class T>
  static constexpr T value(T c, T u) {
    using scalar::cos, scalar::select, scalar::sin;
    const T v = cos(u);
    const auto is_near = (c >= T(0.5)) && (c <= T(2)) && (v > T(0.75));
    const auto near = [&] {
      const T s = sin(T(T(0.5) * u));
      return T((c - 1) + 2 * (s * s));
    };
    if constexpr (std::same_as<decltype(c < u), bool>) return is_near ? near() : T(c - v);
    else return select(is_near, near(), T(c - v));
  }
  template <int Argument>
  static constexpr auto derivative(auto /*c*/, auto u, auto /*f*/) {
    if constexpr (Argument == 0) return 1.0;
    else return sin(u);
  }
};

using plain_differences = row_list<log_of_sum_fn, exp_minus_fn, minus_cos_fn>;

}  // namespace symdiff::detail
