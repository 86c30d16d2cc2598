// SPDX-License-Identifier: BSL-1.0
#pragma once
#include <algorithm>

#include "rivals/hand.hpp"
#include "workloads/gaussian_mixture/workload.hpp"

template <int Size>
class rivals::hand<workloads::gaussian_mixture<Size>> {
  using workload = workloads::gaussian_mixture<Size>;
  static constexpr std::size_t dimensions = workload::dimensions, components = workload::components, all = workload::all;
  std::array<double, all> inverse, z;
  std::array<double, components> base, terms;
  result<workload> r;

 public:
  const result<workload>& operator()(const double* p) {
    const double *const means = p + workload::means, *const logs = p + workload::deviations;
    double *const by_weights = r.data() + 1, *const by_means = by_weights + workload::means,
                  *const by_logs = by_weights + workload::deviations;
    std::fill(r.begin(), r.end(), 0.0);
    double weights = 0, sum = 0;
    for (std::size_t j = 0; j < components; ++j) {
      weights += std::exp(p[j]);
      base[j] = p[j];
      for (std::size_t k = j * dimensions; k < (j + 1) * dimensions; ++k) {
        inverse[k] = std::exp(-logs[k]);
        base[j] -= logs[k];
      }
    }
    for (std::size_t i = 0; i < workload::samples; ++i) {
      const double* const x = &workload::data[i * dimensions];
      for (std::size_t j = 0; j < components; ++j) {
        double distance = 0;
        for (std::size_t k = 0; k < dimensions; ++k) {
          const std::size_t jk = j * dimensions + k;
          z[jk] = (x[k] - means[jk]) * inverse[jk];
          distance += z[jk] * z[jk];
        }
        terms[j] = base[j] - 0.5 * distance;
      }
      const double largest = *std::max_element(terms.begin(), terms.end());
      double density = 0;
      for (double& term : terms) density += term = std::exp(term - largest);
      sum += largest + std::log(density);
      for (std::size_t j = 0; j < components; ++j) {
        const double share = terms[j] / density;
        by_weights[j] += share;
        for (std::size_t k = j * dimensions; k < (j + 1) * dimensions; ++k) {
          by_means[k] += share * z[k];
          by_logs[k] += share * z[k] * z[k];
        }
      }
    }
    // A mean's derivative has lacked its deviation, and a deviation's the term of the logarithm, once for each share.
    constexpr double each = 1.0 / workload::samples;
    for (std::size_t j = 0; j < components; ++j) {
      for (std::size_t k = j * dimensions; k < (j + 1) * dimensions; ++k) {
        by_means[k] *= inverse[k] * each;
        by_logs[k] = (by_logs[k] - by_weights[j]) * each;
      }
      by_weights[j] = by_weights[j] * each - std::exp(p[j]) / weights;
    }
    r[0] = sum * each - std::log(weights) - workload::constant;
    return r;
  }
};
