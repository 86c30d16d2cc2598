// SPDX-License-Identifier: BSL-1.0
#pragma once
// Logistic regression: the mean cross entropy of w·x + b over a batch of images of 784 numbers; derivatives by w and b.
#include "workloads/digits.hpp"

namespace workloads {

template <int Samples>
struct logistic_784 {
  static constexpr const char* name = "logistic_784";
  static constexpr int size = Samples, inputs = pixels + 1, outputs = 1;
  static constexpr double operations = 2.0 * Samples * pixels;

  template <class T>
  static void compute(const T* w, T* y) {
    const auto& [images, labels, classes] = digits<Samples>;
    T sum(0.0);
    for (std::size_t i = 0; i < labels.size(); ++i) {
      T logit = w[pixels];
      for (std::size_t k = 0; k < pixels; ++k) logit += w[k] * images[i * pixels + k];
      sum += cross_entropy<T>(logit, labels[i]);
    }
    y[0] = sum / static_cast<double>(labels.size());
  }

  static std::vector<double> points() { return weights(inputs, 0.03); }
};

}  // namespace workloads
