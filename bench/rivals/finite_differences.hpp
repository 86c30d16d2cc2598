// SPDX-License-Identifier: BSL-1.0
#pragma once
// Finite differences by Boost.Math: the central one of second order, two values for each input and output; of
// such a difference once more, four values, for a second derivative.
#include <boost/math/differentiation/finite_difference.hpp>

#include <algorithm>

#include "harness/side.hpp"
#include "rivals/forward.hpp"

namespace rivals {

/// The derivative of f along one of the numbers it reads.
template <class F>
double difference(F f, double& along) {
  const double at = along;
  const auto moved = [&](double to) {
    along = to;
    return f();
  };
  const double by = ::boost::math::differentiation::finite_difference_derivative<decltype(moved), double, 2>(moved, at);
  along = at;
  return by;
}

template <carried_forward Workload>
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
    const auto value = [this](int k) {
      Workload::compute(x.data(), y.data());
      return y[k];
    };
    if constexpr (second_order<Workload>) {
      for (int i = 0; i < inputs; ++i)
        for (int j = 0; j <= i; ++j)
          numbers[i * inputs + j] = numbers[j * inputs + i] =
              difference([&] { return difference([&] { return value(0); }, x[j]); }, x[i]);
    } else {
      Workload::compute(x.data(), numbers.data());
      for (int i = 0; i < inputs; ++i)
        for (int k = 0; k < outputs; ++k)
          numbers[outputs + k * inputs + i] = difference([&] { return value(k); }, x[i]);
    }
    return numbers;
  }
};

}  // namespace rivals
