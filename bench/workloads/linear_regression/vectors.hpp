// SPDX-License-Identifier: BSL-1.0
#pragma once
#include "rivals/vectors.hpp"
#include "workloads/linear_regression/workload.hpp"

/// Four samples at a time, so that weights and derivatives are read once for four.
template <int Features>
  requires(Features % rivals::lanes == 0)
struct rivals::vectors<workloads::linear_regression<Features>> {
  using workload = workloads::linear_regression<Features>;
  static_assert(workload::samples % 4 == 0);

  result<workload> operator()(const double* w) const {
    const auto& [features, targets] = workload::data;
    pack slopes[Features / lanes]{};
    double sum = 0, by_b = 0;
    for (int i = 0; i < workload::samples; i += 4) {
      const double* const x = &features[static_cast<std::size_t>(i * Features)];
      pack sums[4]{};
      for (int k = 0; k < Features; k += lanes) {
        const pack weights = load(w + k);
        for (int s = 0; s < 4; ++s) sums[s] += weights * load(x + s * Features + k);
      }
      double errors[4];
      for (int s = 0; s < 4; ++s) {
        errors[s] = total(sums[s]) + w[Features] - targets[static_cast<std::size_t>(i + s)];
        sum += errors[s] * errors[s];
        by_b += errors[s];
      }
      for (int k = 0; k < Features / lanes; ++k)
        for (int s = 0; s < 4; ++s) slopes[k] += errors[s] * load(x + s * Features + k * lanes);
    }
    constexpr double twice = 2.0 / workload::samples;
    result<workload> r;
    r[0] = sum / workload::samples;
    for (int k = 0; k < Features / lanes; ++k) store(twice * slopes[k], r.data() + 1 + k * lanes);
    r[1 + Features] = twice * by_b;
    return r;
  }
};
