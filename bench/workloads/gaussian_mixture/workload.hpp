// SPDX-License-Identifier: BSL-1.0
#pragma once
// The mean log-likelihood of a mixture of normal densities with diagonal covariances, over 1,000 samples; derivatives by
// the logarithms of the weights (not yet divided by their sum), the means, and the logarithms of the deviations.
// A size of 1005 is 10 dimensions and 5 components.
#include <cmath>

#include "harness/random.hpp"

namespace workloads {

template <int Size>
struct gaussian_mixture {
  static constexpr std::size_t dimensions = Size / 100, components = Size % 100, all = components * dimensions;
  // Where the means and the deviations begin.
  static constexpr std::size_t means = components, deviations = means + all;
  static constexpr const char* name = "gaussian_mixture";
  static constexpr int size = Size, inputs = deviations + all, outputs = 1, samples = 1000;
  static constexpr double operations = 4.0 * samples * all;
  /// What the densities have in common, half the logarithm of 2π for each dimension.
  static constexpr double constant = 0.91893853320467274178 * dimensions;

  inline static const std::vector<double> data = bench::random_numbers(3).normals(samples * dimensions, 0, 1);

  template <class T>
  static void compute(const T* p, T* y) {
    using std::exp, std::log;
    std::vector<T> inverse(all), base(components);
    T weights(0.0);
    for (std::size_t j = 0; j < components; ++j) {
      weights += exp(p[j]);
      base[j] = p[j];
      for (std::size_t k = 0; k < dimensions; ++k) {
        inverse[j * dimensions + k] = exp(-p[deviations + j * dimensions + k]);
        base[j] -= p[deviations + j * dimensions + k];
      }
    }
    T sum(0.0);
    for (std::size_t i = 0; i < samples; ++i) {
      T density(0.0);
      for (std::size_t j = 0; j < components; ++j) {
        T distance(0.0);
        for (std::size_t k = 0; k < dimensions; ++k) {
          const std::size_t jk = j * dimensions + k;
          const T z = (data[i * dimensions + k] - p[means + jk]) * inverse[jk];
          distance += z * z;
        }
        density += exp(base[j] - 0.5 * distance);
      }
      sum += log(density);
    }
    y[0] = sum / static_cast<double>(samples) - log(weights) - constant;
  }

  static std::vector<double> points() {
    return bench::points_in(std::vector<double>(inputs, -0.3), std::vector<double>(inputs, 0.3));
  }
};

}  // namespace workloads
