// SPDX-License-Identifier: BSL-1.0
#pragma once
// The shared chain: `Levels` times x = sin(x) x + exp(-x²) / (1 + x²) + p, where each level uses the one
// before it six times. Its value and its derivatives by the first x and by p.
#include <symdiff/symdiff.hpp>

#include "comparison.hpp"

namespace chain {

using comparison::result;
using point = comparison::point<2>;

inline constexpr auto x = symdiff::parameter<"x">;
inline constexpr auto p = symdiff::parameter<"p">;

/// One level, over numbers, expressions or traced values.
constexpr auto level(const auto& x, const auto& p) {
  return sin(x) * x + exp(-(x * x)) / (1 + x * x) + p;
}

/// By operators on expressions.
template <int Levels>
constexpr auto by_operators() {
  using symdiff::literals::operator""_c;
  if constexpr (Levels == 0) {
    return x;
  } else {
    constexpr auto before = by_operators<Levels - 1>();
    return sin(before) * before + exp(-(before * before)) / (1_c + before * before) + p;
  }
}

/// By a loop that is traced.
template <int Levels>
constexpr auto by_trace() {
  return symdiff::trace(
      [](auto x, auto p) {
        for (int k = 0; k < Levels; ++k) x = level(x, p);
        return x;
      },
      x, p);
}

template <const auto& Expression>
[[gnu::noinline]] result<2> by_symdiff(const point& at) {
  const auto r = symdiff::value_and_gradient(Expression, x = at[0], p = at[1]);
  return {r.value, r.gradient[x], r.gradient[p]};
}

/// What reverse accumulation needs of each level is kept; the way back multiplies local derivatives.
template <int Levels>
[[gnu::noinline]] result<2> by_hand(const point& at) {
  double xs[Levels], sines[Levels], cosines[Levels], exponentials[Levels], reciprocals[Levels];
  double x = at[0];
  const double p = at[1];
  for (int k = 0; k < Levels; ++k) {
    xs[k] = x;
    sines[k] = std::sin(x);
    cosines[k] = std::cos(x);
    const double square = x * x;
    exponentials[k] = std::exp(-square);
    reciprocals[k] = 1 / (1 + square);
    x = sines[k] * x + exponentials[k] * reciprocals[k] + p;
  }
  double x_adjoint = 1, p_adjoint = 0;
  for (int k = Levels - 1; k >= 0; --k) {
    p_adjoint += x_adjoint;
    x_adjoint *= sines[k] + cosines[k] * xs[k] -
                 2 * xs[k] * exponentials[k] * reciprocals[k] * (1 + reciprocals[k]);
  }
  return {x, x_adjoint, p_adjoint};
}

/// Here the chain contracts to a fixed point, so that rounding errors do not grow from level to level, but so
/// slowly that no derivative of 400 levels underflows.
inline const auto points = comparison::points_in<2>({0.2, -0.02}, {0.6, 0.0});

}  // namespace chain
