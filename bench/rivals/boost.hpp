// SPDX-License-Identifier: BSL-1.0
#pragma once
// Boost.Math's forward autodiff. Its variables of several inputs carry the products of all orders, 2^n numbers for n
// inputs; so each input has a sweep of its own, in which the others are constants; a second derivative one for two
// variables.
#include <boost/math/differentiation/autodiff.hpp>

#include "harness/side.hpp"
#include "rivals/forward.hpp"

namespace rivals {

template <carried_forward Workload>
class boost {
  using number = ::boost::math::differentiation::autodiff_fvar<double, 1>;
  static constexpr int inputs = Workload::inputs, outputs = Workload::outputs;
  std::array<number, inputs> x;
  std::array<number, outputs> y;

 public:
  result<Workload> operator()(const double* at) {
    for (int i = 0; i < inputs; ++i) x[i] = at[i];
    result<Workload> numbers;
    for (int i = 0; i < inputs; ++i) {
      x[i] = ::boost::math::differentiation::make_fvar<double, 1>(at[i]);
      Workload::compute(x.data(), y.data());
      x[i] = at[i];
      for (int k = 0; k < outputs; ++k) {
        numbers[k] = y[k].derivative(0);
        numbers[outputs + k * inputs + i] = y[k].derivative(1);
      }
    }
    return numbers;
  }
};

/// Two variables of first order, whose product is the second derivative; both are the same input on the diagonal.
template <carried_forward Workload>
  requires second_order<Workload>
class boost<Workload> {
  using number = ::boost::math::differentiation::autodiff_fvar<double, 1, 1>;
  static constexpr int inputs = Workload::inputs;
  std::array<number, inputs> x;
  number y;

 public:
  result<Workload> operator()(const double* at) {
    using ::boost::math::differentiation::make_fvar;
    for (int i = 0; i < inputs; ++i) x[i] = at[i];
    result<Workload> numbers;
    for (int i = 0; i < inputs; ++i)
      for (int j = 0; j <= i; ++j) {
        x[i] = make_fvar<double, 1>(at[i]);
        x[j] += make_fvar<double, 0, 1>(0);
        Workload::compute(x.data(), &y);
        x[i] = at[i];
        x[j] = at[j];
        numbers[i * inputs + j] = numbers[j * inputs + i] = y.derivative(1, 1);
      }
    return numbers;
  }
};

}  // namespace rivals
