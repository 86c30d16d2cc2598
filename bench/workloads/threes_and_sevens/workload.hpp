// SPDX-License-Identifier: BSL-1.0
#pragma once
// A whole training: threes told from sevens by logistic regression on 784 pixels, by gradient descent on all images.
#include "workloads/digits.hpp"
#include "workloads/threes_and_sevens/data.hpp"

namespace workloads {

struct threes_and_sevens_loss {
  static constexpr int inputs = pixels + 1, outputs = 1;
  static constexpr double operations = 2.0 * 1600 * pixels;

  template <class T>
  static void compute(const T* p, T* y) {
    y[0] = logistic_loss(p, threes_and_sevens_data().images, threes_and_sevens_data().labels);
  }
  static std::vector<double> points() { return weights(inputs, 0.01); }
};

template <int>
struct threes_and_sevens {
  using trains = threes_and_sevens_loss;
  static constexpr const char* name = "threes_and_sevens";
  static constexpr int size = 1, inputs = pixels + 1, outputs = 1;
  static constexpr double operations = trains::operations;
  static constexpr double rate = 0.1, target = 0.2;

  static std::vector<double> points() { return trains::points(); }
};

}  // namespace workloads
