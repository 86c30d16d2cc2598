// SPDX-License-Identifier: BSL-1.0
#pragma once
// Linear regression: the mean squared error of w·x + b over 1,000 samples of so many features; derivatives by w and b.
#include "harness/random.hpp"

namespace workloads {

template <int Features>
struct linear_regression {
  static constexpr const char* name = "linear_regression";
  static constexpr int size = Features, inputs = Features + 1, outputs = 1;
  static constexpr int samples = 1000;
  static constexpr double operations = 2.0 * samples * inputs;

  struct columns {
    std::vector<double> features, targets;
    columns() {
      bench::random_numbers draw(11);
      features = draw.normals(samples * Features, 0, 1);
      targets = draw.normals(samples, 10, 3);
    }
  };
  inline static const columns data;

  template <class T>
  static void compute(const T* w, T* y) {
    const auto& [features, targets] = data;
    T sum(0.0);
    for (std::size_t i = 0; i < targets.size(); ++i) {
      T error = w[Features] - targets[i];
      for (std::size_t k = 0; k < Features; ++k) error += w[k] * features[i * Features + k];
      sum += error * error;
    }
    y[0] = sum / static_cast<double>(targets.size());
  }

  static std::vector<double> points() {
    return bench::points_in(std::vector(inputs, -1.0), std::vector(inputs, 1.0));
  }
};

}  // namespace workloads
