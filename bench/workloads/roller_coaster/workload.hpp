// SPDX-License-Identifier: BSL-1.0
#pragma once
// A whole training: the quadratic of the roller-coaster, of 20 noisy speeds, by gradient descent on all of them.
#include "workloads/quadratic_fit/workload.hpp"
#include "workloads/roller_coaster/data.hpp"

namespace workloads {

struct roller_coaster_loss {
  static constexpr int inputs = 3, outputs = 1;
  static constexpr double operations = 160;

  template <class T>
  static void compute(const T* p, T* y) {
    y[0] = quadratic_loss(p, roller_coaster_data().times, roller_coaster_data().speeds);
  }
  static std::vector<double> points() { return {1, 0, 0}; }
};

template <int>
struct roller_coaster {
  using trains = roller_coaster_loss;
  static constexpr const char* name = "roller_coaster";
  static constexpr int size = 1, inputs = 3, outputs = 1;
  static constexpr double operations = trains::operations;
  static constexpr double rate = 2e-5, target = 616.5;

  static std::vector<double> points() { return trains::points(); }
};

}  // namespace workloads
