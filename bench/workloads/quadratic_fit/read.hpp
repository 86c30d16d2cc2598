// SPDX-License-Identifier: BSL-1.0
#pragma once
#include "rivals/read.hpp"
#include "workloads/quadratic_fit/workload.hpp"

template <int Samples>
struct rivals::read<workloads::quadratic_fit<Samples>> {
  static constexpr bool values_only = true;
  static constexpr double tolerance = HUGE_VAL;

  std::array<double, 1> operator()(const double*) const {
    const auto& data = workloads::quadratic_fit<Samples>::data;
    const double *const times = data.times.data(), *const speeds = data.speeds.data();
    pack sum[4]{};
    for (std::size_t i = 0; i + 4 * lanes <= data.times.size(); i += 4 * lanes)
      for (int k = 0; k < 4; ++k) sum[k] += load(times + i + k * lanes) + load(speeds + i + k * lanes);
    return {total(sum[0] + sum[1] + sum[2] + sum[3])};
  }
};
