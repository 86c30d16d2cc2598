// SPDX-License-Identifier: BSL-1.0
#pragma once
// H. Rosenbrock's function of n variables: the sum of 100 (x[i + 1] - x[i]²)² + (1 - x[i])².
#include "harness/random.hpp"

namespace workloads {

template <int Variables>
struct rosenbrock {
  static constexpr const char* name = "rosenbrock";
  static constexpr int size = Variables, inputs = Variables, outputs = 1;
  static constexpr double operations = 9.0 * Variables;

  template <class T>
  static constexpr void compute(const T* x, T* y) {
    T sum(0.0);
    for (int i = 0; i + 1 < Variables; ++i) {
      const T valley = x[i + 1] - x[i] * x[i], distance = 1.0 - x[i];
      sum += 100.0 * (valley * valley) + distance * distance;
    }
    y[0] = sum;
  }

  static std::vector<double> points() {
    return bench::points_in(std::vector(Variables, -1.5), std::vector(Variables, 1.5));
  }
};

}  // namespace workloads
