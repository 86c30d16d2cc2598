// SPDX-License-Identifier: BSL-1.0
#pragma once
#include <symdiff/evaluate/pack_functions.hpp>

#include "rivals/vectors.hpp"
#include "workloads/gaussian_mixture/workload.hpp"

/// A sample in each lane; exponential and logarithm are those of the library, of glibc.
template <int Size>
class rivals::vectors<workloads::gaussian_mixture<Size>> {
  using workload = workloads::gaussian_mixture<Size>;
  using wide = ::symdiff::simd::pack<double>;
  static constexpr std::size_t dimensions = workload::dimensions, components = workload::components, all = workload::all;
  static_assert(workload::samples % lanes == 0);
  std::array<double, all> inverse;
  std::array<double, components> base;
  std::array<wide, all> z, by_means, by_logs;
  std::array<wide, components> terms, by_weights;
  std::array<wide, dimensions> x;
  result<workload> r;

 public:
  const result<workload>& operator()(const double* p) {
    const double *const means = p + workload::means, *const logs = p + workload::deviations;
    by_means.fill(0);
    by_logs.fill(0);
    by_weights.fill(0);
    double weights = 0;
    for (std::size_t j = 0; j < components; ++j) {
      weights += std::exp(p[j]);
      base[j] = p[j];
      for (std::size_t k = j * dimensions; k < (j + 1) * dimensions; ++k) {
        inverse[k] = std::exp(-logs[k]);
        base[j] -= logs[k];
      }
    }
    wide sum(0);
    for (std::size_t i = 0; i < workload::samples; i += lanes) {
      for (std::size_t k = 0; k < dimensions; ++k)
        for (std::size_t lane = 0; lane < lanes; ++lane) x[k].values[lane] = workload::data[(i + lane) * dimensions + k];
      wide largest(-HUGE_VAL), density(0);
      for (std::size_t j = 0; j < components; ++j) {
        wide distance(0);
        for (std::size_t k = 0; k < dimensions; ++k) {
          const std::size_t jk = j * dimensions + k;
          z[jk] = (x[k] - means[jk]) * inverse[jk];
          distance += z[jk] * z[jk];
        }
        terms[j] = base[j] - 0.5 * distance;
        largest = select(largest < terms[j], terms[j], largest);
      }
      for (wide& term : terms) density += term = exp(term - largest);
      sum += largest + log(density);
      const wide factor = 1 / density;
      for (std::size_t j = 0; j < components; ++j) {
        const wide share = terms[j] * factor;
        by_weights[j] += share;
        for (std::size_t k = j * dimensions; k < (j + 1) * dimensions; ++k) {
          const wide weighted = share * z[k];
          by_means[k] += weighted;
          by_logs[k] += weighted * z[k];
        }
      }
    }
    constexpr double each = 1.0 / workload::samples;
    double* const by = r.data() + 1;
    for (std::size_t j = 0; j < components; ++j) {
      const double shares = total(by_weights[j].values);
      by[j] = shares * each - std::exp(p[j]) / weights;
      for (std::size_t k = j * dimensions; k < (j + 1) * dimensions; ++k) {
        by[workload::means + k] = total(by_means[k].values) * inverse[k] * each;
        by[workload::deviations + k] = (total(by_logs[k].values) - shares) * each;
      }
    }
    r[0] = total(sum.values) * each - std::log(weights) - workload::constant;
    return r;
  }
};
