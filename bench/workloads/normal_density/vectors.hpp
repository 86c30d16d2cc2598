// SPDX-License-Identifier: BSL-1.0
#pragma once
#include "rivals/vectors.hpp"
#include "workloads/normal_density/hand.hpp"

template <int Count>
struct rivals::vectors<workloads::normal_density<Count>> {
  std::array<double, 3> operator()(const double* p) const {
    const auto& data = workloads::normal_density<Count>::data;
    const double* const x = data.data();
    const std::size_t count = data.size();
    pack sums[4]{}, squares[4]{};
    std::size_t i = 0;
    for (; i + 4 * lanes <= count; i += 4 * lanes)
      for (int k = 0; k < 4; ++k) {
        const pack z = load(x + i + k * lanes) - p[0];
        sums[k] += z;
        squares[k] += z * z;
      }
    double sum = total((sums[0] + sums[1]) + (sums[2] + sums[3]));
    double square_sum = total((squares[0] + squares[1]) + (squares[2] + squares[3]));
    for (; i < count; ++i) {
      const double z = x[i] - p[0];
      sum += z;
      square_sum += z * z;
    }
    return workloads::normal_density_of(sum, square_sum, static_cast<double>(count), p[1]);
  }
};
