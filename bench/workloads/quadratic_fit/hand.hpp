// SPDX-License-Identifier: BSL-1.0
#pragma once
#include "rivals/hand.hpp"
#include "workloads/quadratic_fit/workload.hpp"

namespace workloads {

inline std::array<double, 4> quadratic_by_hand(const double* p, const double* times, const double* speeds,
                                               std::size_t count) {
  double sum = 0, by_a = 0, by_b = 0, by_c = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const double t = times[i], error = (p[0] * t + p[1]) * t + p[2] - speeds[i];
    sum += error * error;
    by_c += error;
    by_b += error * t;
    by_a += error * t * t;
  }
  const double n = static_cast<double>(count);
  return {sum / n, 2 * by_a / n, 2 * by_b / n, 2 * by_c / n};
}

}  // namespace workloads

template <int Samples>
struct rivals::hand<workloads::quadratic_fit<Samples>> {
  std::array<double, 4> operator()(const double* p) const {
    const auto& [times, speeds] = workloads::quadratic_fit<Samples>::data;
    return workloads::quadratic_by_hand(p, times.data(), speeds.data(), times.size());
  }
};
