// SPDX-License-Identifier: BSL-1.0
#pragma once
// The tape of bench/tapes: recorded once, then swept forwards once and backwards once for each output; with dual numbers
// for a Hessian.
#include "harness/side.hpp"
#include "rivals/recorded.hpp"
#include "rivals/hand.hpp"
#include "tapes/dual.hpp"
#include "tapes/tape.hpp"

namespace rivals {

template <recorded Workload>
tapes::recording record() {
  const auto compute = [](const tapes::number* x, tapes::number* y) { Workload::compute(x, y); };
  return {compute, Workload::points().data(), Workload::inputs, Workload::outputs};
}

template <recorded Workload>
class tape {
  tapes::tape<> recorded{record<Workload>()};
  std::vector<double> numbers = std::vector<double>(bench::all_numbers<Workload>());

 public:
  const std::vector<double>& operator()(const double* at) {
    recorded.forward(at);
    for (int k = 0; k < Workload::outputs; ++k) {
      numbers[k] = recorded.output(k);
      recorded.reverse(k, &numbers[Workload::outputs + k * Workload::inputs]);
    }
    return numbers;
  }
};

/// The same two sweeps with tangents by all inputs: those of the gradient are the Hessian's rows.
template <recorded Workload>
  requires second_order<Workload>
class tape<Workload> {
  static constexpr int inputs = Workload::inputs;
  using number = tapes::dual<inputs>;
  tapes::tape<number> recorded{record<Workload>()};
  std::array<number, inputs> x, gradient;

 public:
  tape() {
    for (int i = 0; i < inputs; ++i) x[i].tangents[i] = 1;
  }

  result<Workload> operator()(const double* at) {
    for (int i = 0; i < inputs; ++i) x[i].value = at[i];
    recorded.forward(x.data());
    recorded.reverse(0, gradient.data());
    result<Workload> numbers;
    for (int i = 0; i < inputs; ++i) std::copy_n(gradient[i].tangents.data(), inputs, &numbers[i * inputs]);
    return numbers;
  }
};

}  // namespace rivals
