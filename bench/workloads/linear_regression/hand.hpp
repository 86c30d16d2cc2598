// SPDX-License-Identifier: BSL-1.0
#pragma once
#include "rivals/hand.hpp"
#include "workloads/linear_regression/workload.hpp"

template <int Features>
struct rivals::hand<workloads::linear_regression<Features>> {
  using workload = workloads::linear_regression<Features>;

  result<workload> operator()(const double* w) const {
    const auto& [features, targets] = workload::data;
    result<workload> r{};
    double *const by = r.data() + 1, by_b = 0;
    for (std::size_t i = 0; i < targets.size(); ++i) {
      const double* const x = &features[i * Features];
      double error = w[Features] - targets[i];
      for (int k = 0; k < Features; ++k) error += w[k] * x[k];
      r[0] += error * error;
      for (int k = 0; k < Features; ++k) by[k] += error * x[k];
      by_b += error;
    }
    by[Features] = by_b;
    r[0] /= static_cast<double>(targets.size());
    for (int k = 0; k <= Features; ++k) by[k] *= 2 / static_cast<double>(targets.size());
    return r;
  }
};
