// SPDX-License-Identifier: BSL-1.0
#pragma once
#include "rivals/hand.hpp"
#include "workloads/normal_density/workload.hpp"

namespace workloads {

/// From the sums of x - mean and of its squares.
inline std::array<double, 3> normal_density_of(double sum, double squares, double n, double deviation) {
  const double inverse = 1 / deviation, q = squares * inverse * inverse;
  return {-0.5 * q - n * std::log(deviation) - 0.91893853320467274178 * n, sum * inverse * inverse, (q - n) * inverse};
}

}  // namespace workloads

template <int Count>
struct rivals::hand<workloads::normal_density<Count>> {
  std::array<double, 3> operator()(const double* p) const {
    const auto& data = workloads::normal_density<Count>::data;
    double sum = 0, squares = 0;
    for (const double x : data) {
      const double z = x - p[0];
      sum += z;
      squares += z * z;
    }
    return workloads::normal_density_of(sum, squares, static_cast<double>(data.size()), p[1]);
  }
};
