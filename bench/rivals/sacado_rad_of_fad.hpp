// SPDX-License-Identifier: BSL-1.0
#pragma once
// Sacado's reverse mode over its forward mode, for Hessians: adjoints that carry their derivatives by all inputs.
#include "rivals/sacado_forward.hpp"
#include "rivals/sacado_reverse.hpp"

namespace rivals {

template <recorded Workload>
  requires second_order<Workload>
class sacado_reverse<Workload> {
  static constexpr int inputs = Workload::inputs;
  using inner = Sacado::Fad::SFad<double, inputs>;
  using number = Sacado::Rad::ADvar<inner>;
  std::vector<number> x = std::vector<number>(inputs);
  number y;

 public:
  result<Workload> operator()(const double* at) {
    for (int i = 0; i < inputs; ++i) x[i] = inner(inputs, i, at[i]);
    Workload::compute(x.data(), &y);
    number::Gradcomp();
    result<Workload> numbers;
    for (int i = 0; i < inputs; ++i)
      for (int j = 0; j < inputs; ++j) numbers[i * inputs + j] = x[i].adj().dx(j);
    return numbers;
  }
};

}  // namespace rivals
