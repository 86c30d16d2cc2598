// SPDX-License-Identifier: BSL-1.0
#pragma once
// What the workloads on images share: batches of 784 random numbers to an image, and losses.
#include <cmath>

#include "harness/random.hpp"

namespace workloads {

inline constexpr std::size_t pixels = 784;

/// Images and, for each, 0 or 1 and a class of ten.
template <int Samples>
struct batch {
  std::vector<double> images, labels, classes;
  batch() : labels(Samples), classes(Samples) {
    bench::random_numbers draw(1);
    images = draw.normals(Samples * static_cast<int>(pixels), 0, 1);
    for (double& label : labels) label = draw.uniform(0, 1) < 0.5 ? 0 : 1;
    for (double& one : classes) one = std::floor(draw.uniform(0, 10));
  }
};
template <int Samples>
inline const batch<Samples> digits;

/// The cross entropy of a logit and a label. Logits are small here, so nothing need be done against overflow.
template <class T>
T cross_entropy(const T& logit, double label) {
  using std::exp, std::log;
  return log(1.0 + exp(logit)) - label * logit;
}

/// The mean cross entropy of w·x + b, where b comes after the weights.
template <class T>
T logistic_loss(const T* w, const std::vector<double>& images, const std::vector<double>& labels) {
  T sum(0.0);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    T logit = w[pixels];
    for (std::size_t k = 0; k < pixels; ++k) logit += w[k] * images[i * pixels + k];
    sum += cross_entropy<T>(logit, labels[i]);
  }
  return sum / static_cast<double>(labels.size());
}

/// Numbers around 0, one point of `count` of them.
inline std::vector<double> weights(int count, double deviation) {
  return bench::random_numbers(2).normals(count, 0, deviation);
}

}  // namespace workloads
