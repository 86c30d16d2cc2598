// SPDX-License-Identifier: BSL-1.0
#pragma once
// The logarithm of the normal density of n numbers; derivatives by mean and deviation.
#include <cmath>

#include "harness/random.hpp"

namespace workloads {

template <int Count>
struct normal_density {
  static constexpr const char* name = "normal_density";
  static constexpr int size = Count, inputs = 2, outputs = 1;
  static constexpr double operations = 4.0 * Count;

  inline static const std::vector<double> data = bench::random_numbers(5).normals(Count, 0.5, 1);

  template <class T>
  static void compute(const T* p, T* y) {
    using std::log;
    T squares(0.0);
    for (const double x : data) {
      const T z = (x - p[0]) / p[1];
      squares += z * z;
    }
    const double n = static_cast<double>(data.size());
    y[0] = -0.5 * squares - n * log(p[1]) - 0.91893853320467274178 * n;
  }

  static std::vector<double> points() { return bench::points_in({0, 0.8}, {0.4, 1.5}); }
};

}  // namespace workloads
