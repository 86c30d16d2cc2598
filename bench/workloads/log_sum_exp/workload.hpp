// SPDX-License-Identifier: BSL-1.0
#pragma once
// The logarithm of a sum of exponentials of n numbers. symdiff and those by hand take the largest out first, so that
// nothing overflows; the others need not, for numbers as small as these.
#include <cmath>

#include "harness/random.hpp"

namespace workloads {

template <int Count>
struct log_sum_exp {
  static constexpr const char* name = "log_sum_exp";
  static constexpr int size = Count, inputs = Count, outputs = 1;
  static constexpr double operations = 2.0 * Count;

  template <class T>
  static void compute(const T* x, T* y) {
    using std::exp, std::log;
    T sum(0.0);
    for (int i = 0; i < Count; ++i) sum += exp(x[i]);
    y[0] = log(sum);
  }

  static std::vector<double> points() { return bench::points_in(std::vector(Count, -2.0), std::vector(Count, 3.0)); }
};

}  // namespace workloads
