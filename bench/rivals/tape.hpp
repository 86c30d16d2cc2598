// SPDX-License-Identifier: BSL-1.0
#pragma once
// The tape of bench/tapes: recorded once, then swept forwards once and backwards once for each output.
#include "harness/side.hpp"
#include "rivals/recorded.hpp"
#include "rivals/hand.hpp"
#include "tapes/tape.hpp"

namespace rivals {

template <recorded Workload>
  requires(!second_order<Workload>)
class tape {
  tapes::tape recorded{Workload::inputs};
  std::vector<double> numbers = std::vector<double>(bench::all_numbers<Workload>());

 public:
  tape() {
    const auto compute = [](const tapes::number* x, tapes::number* y) { Workload::compute(x, y); };
    recorded.record(compute, Workload::points().data(), Workload::outputs);
  }

  const std::vector<double>& operator()(const double* at) {
    recorded.forward(at);
    for (int k = 0; k < Workload::outputs; ++k) {
      numbers[k] = recorded.output(k);
      recorded.reverse(k, &numbers[Workload::outputs + k * Workload::inputs]);
    }
    return numbers;
  }
};

}  // namespace rivals
