// SPDX-License-Identifier: BSL-1.0
#pragma once
// Finite differences by Boost.Math: the central one of second order, two values for each input and output.
#include <boost/math/differentiation/finite_difference.hpp>

#include <algorithm>

#include "harness/side.hpp"
#include "rivals/forward.hpp"

namespace rivals {

template <carried_forward Workload>
  requires(!second_order<Workload>)
class finite_differences {
  static constexpr int inputs = Workload::inputs, outputs = Workload::outputs;
  std::array<double, inputs> x;
  std::array<double, outputs> y;

 public:
  /// The step is 9e-6 whatever the function: where it bends as sharply as a chain of 400 levels, few digits are right.
  static constexpr double tolerance = 0.05;

  result<Workload> operator()(const double* at) {
    std::copy_n(at, inputs, x.data());
    result<Workload> numbers;
    Workload::compute(x.data(), numbers.data());
    for (int i = 0; i < inputs; ++i) {
      for (int k = 0; k < outputs; ++k) {
        const auto along = [&](double moved) {
          x[i] = moved;
          Workload::compute(x.data(), y.data());
          return y[k];
        };
        numbers[outputs + k * inputs + i] =
            ::boost::math::differentiation::finite_difference_derivative<decltype(along), double, 2>(along, at[i]);
      }
      x[i] = at[i];
    }
    return numbers;
  }
};

}  // namespace rivals
