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
    y[0] = logistic_loss(w, digits<Samples>.images, digits<Samples>.labels);
  }

  static std::vector<double> points() { return weights(inputs, 0.03); }
};

}  // namespace workloads
