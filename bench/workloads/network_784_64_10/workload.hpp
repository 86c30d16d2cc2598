// SPDX-License-Identifier: BSL-1.0
#pragma once
// A network of 784 inputs, 64 hidden units with relu and ten classes with softmax: the mean cross entropy over a batch
// of images; derivatives by all weights and biases.
#include "workloads/digits.hpp"

namespace workloads {

template <int Samples>
struct network_784_64_10 {
  static constexpr std::size_t hidden = 64, classes = 10;
  // Where each part of the parameters begins.
  static constexpr std::size_t biases = hidden * pixels, outer = biases + hidden, outer_biases = outer + classes * hidden;
  static constexpr const char* name = "network_784_64_10";
  static constexpr int size = Samples, inputs = outer_biases + classes, outputs = 1;
  static constexpr double operations = 2.0 * Samples * hidden * pixels;

  template <class T>
  static void compute(const T* p, T* y) {
    using std::exp, std::fmax, std::log;
    const auto& [images, labels, digit] = digits<Samples>;
    std::vector<T> units(hidden);
    T sum(0.0);
    for (std::size_t i = 0; i < digit.size(); ++i) {
      for (std::size_t j = 0; j < hidden; ++j) {
        T unit = p[biases + j];
        for (std::size_t k = 0; k < pixels; ++k) unit += p[j * pixels + k] * images[i * pixels + k];
        units[j] = fmax(unit, T(0.0));
      }
      T exponentials(0.0), chosen(0.0);
      for (std::size_t m = 0; m < classes; ++m) {
        T logit = p[outer_biases + m];
        for (std::size_t j = 0; j < hidden; ++j) logit += p[outer + m * hidden + j] * units[j];
        exponentials += exp(logit);
        if (static_cast<double>(m) == digit[i]) chosen = logit;
      }
      sum += log(exponentials) - chosen;
    }
    y[0] = sum / static_cast<double>(digit.size());
  }

  static std::vector<double> points() { return weights(inputs, 0.04); }
};

}  // namespace workloads
