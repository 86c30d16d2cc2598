// SPDX-License-Identifier: BSL-1.0
#pragma once
// A network of 784 inputs, 30 hidden units with tanh and one output: the mean cross entropy over a batch of images;
// derivatives by all weights and biases.
#include "workloads/digits.hpp"

namespace workloads {

template <int Samples>
struct network_784_30_1 {
  static constexpr std::size_t hidden = 30;
  // Where each part of the parameters begins.
  static constexpr std::size_t biases = hidden * pixels, outer = biases + hidden, bias = outer + hidden;
  static constexpr const char* name = "network_784_30_1";
  static constexpr int size = Samples, inputs = bias + 1, outputs = 1;
  static constexpr double operations = 2.0 * Samples * hidden * pixels;

  template <class T>
  static void compute(const T* p, T* y) {
    using std::tanh;
    const auto& [images, labels, classes] = digits<Samples>;
    T sum(0.0);
    for (std::size_t i = 0; i < labels.size(); ++i) {
      T logit = p[bias];
      for (std::size_t j = 0; j < hidden; ++j) {
        T unit = p[biases + j];
        for (std::size_t k = 0; k < pixels; ++k) unit += p[j * pixels + k] * images[i * pixels + k];
        logit += p[outer + j] * tanh(unit);
      }
      sum += cross_entropy<T>(logit, labels[i]);
    }
    y[0] = sum / static_cast<double>(labels.size());
  }

  static std::vector<double> points() { return weights(inputs, 0.04); }
};

}  // namespace workloads
