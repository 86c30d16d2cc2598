// SPDX-License-Identifier: BSL-1.0
#pragma once
// What forward modes share: numbers that carry all derivatives with them.
#include <array>
#include <cmath>

#include "rivals/hand.hpp"
#include "rivals/recorded.hpp"

namespace rivals {

/// Each operation costs as much as there are inputs: above a hundred million in all there is nothing more to learn.
template <class Workload>
concept carried_forward = Workload::inputs * Workload::operations <= 1e8;

/// `With` says what a number of the rival is, how an input becomes one, and how value and derivatives are read.
template <class Workload, class With>
class forward {
  using number = typename With::number;
  static constexpr int inputs = Workload::inputs, outputs = Workload::outputs;
  std::array<number, inputs> x;
  std::array<number, outputs> y;

 public:
  result<Workload> operator()(const double* at) {
    for (int i = 0; i < inputs; ++i) x[i] = With::input(at[i], i);
    Workload::compute(x.data(), y.data());
    result<Workload> numbers;
    if constexpr (second_order<Workload>) {
      for (int i = 0; i < inputs; ++i)
        for (int j = 0; j < inputs; ++j) numbers[i * inputs + j] = With::second_derivative(y[0], i, j);
    } else {
      for (int k = 0; k < outputs; ++k) {
        numbers[k] = With::value(y[k]);
        for (int i = 0; i < inputs; ++i) numbers[outputs + k * inputs + i] = With::derivative(y[k], i);
      }
    }
    return numbers;
  }
};

}  // namespace rivals
