// SPDX-License-Identifier: BSL-1.0
#pragma once
#include "rivals/vectors.hpp"
#include "workloads/quadratic_fit/workload.hpp"

/// Written for few registers: a pack is done before the next begins.
template <int Samples>
struct rivals::vectors<workloads::quadratic_fit<Samples>> {
  static constexpr int packs = lanes == 8 ? 4 : 2;

  std::array<double, 4> operator()(const double* p) const {
#ifdef __clang__
#pragma clang fp contract(fast)
#endif
    const auto& data = workloads::quadratic_fit<Samples>::data;
    const double *const times = data.times.data(), *const speeds = data.speeds.data();
    const std::size_t count = data.times.size();
    pack sum[packs]{}, by_a[packs]{}, by_b[packs]{}, by_c[packs]{};
    std::size_t i = 0;
    for (; i + packs * lanes <= count; i += packs * lanes)
      for (int k = 0; k < packs; ++k) {
        const pack t = load(times + i + k * lanes);
        const pack error = (p[0] * t + p[1]) * t + p[2] - load(speeds + i + k * lanes), product = error * t;
        sum[k] += error * error;
        by_c[k] += error;
        by_b[k] += product;
        by_a[k] += product * t;
      }
    for (int k = 1; k < packs; ++k) sum[0] += sum[k], by_a[0] += by_a[k], by_b[0] += by_b[k], by_c[0] += by_c[k];
    std::array r{total(sum[0]), total(by_a[0]), total(by_b[0]), total(by_c[0])};
    for (; i < count; ++i) {
      const double t = times[i], error = (p[0] * t + p[1]) * t + p[2] - speeds[i];
      r[0] += error * error;
      r[1] += error * t * t;
      r[2] += error * t;
      r[3] += error;
    }
    const double n = static_cast<double>(count);
    return {r[0] / n, 2 * r[1] / n, 2 * r[2] / n, 2 * r[3] / n};
  }
};
