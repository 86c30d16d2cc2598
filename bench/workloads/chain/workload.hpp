// SPDX-License-Identifier: BSL-1.0
#pragma once
// The shared chain: so many times x = sin(x) x + exp(-x²) / (1 + x²) + p, where each level uses the one before it six
// times; derivatives by the first x and by p.
#include <cmath>

#include "harness/random.hpp"

namespace workloads {

template <int Levels>
struct chain {
  static constexpr const char* name = "chain";
  static constexpr int size = Levels, inputs = 2, outputs = 1;
  static constexpr double operations = 10.0 * Levels;

  template <class T>
  static constexpr void compute(const T* at, T* y) {
    using std::exp, std::sin;
    T x = at[0];
    for (int k = 0; k < Levels; ++k) x = sin(x) * x + exp(-(x * x)) / (1.0 + x * x) + at[1];
    y[0] = x;
  }

  /// Here the chain contracts to a fixed point, so that rounding errors do not grow from level to level, but so slowly
  /// that no derivative of 400 levels underflows.
  static std::vector<double> points() { return bench::points_in({0.2, -0.02}, {0.6, 0}); }
};

}  // namespace workloads
