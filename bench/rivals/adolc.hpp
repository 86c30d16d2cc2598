// SPDX-License-Identifier: BSL-1.0
#pragma once
// ADOL-C: a tape recorded once, in buffers large enough that it stays in memory, then for each point the two sweeps that
// its driver gradient() consists of, since that throws the value away.
#include <adolc/adolc.h>

#include "harness/side.hpp"
#include "rivals/recorded.hpp"

/// ADOL-C has erf only. It lies in the global namespace, as do its numbers.
inline adub erfc(const badouble& x) { return 1.0 - erf(x); }

namespace rivals {

template <recorded Workload>
class adolc {
  static constexpr int inputs = Workload::inputs, outputs = Workload::outputs;
  short tag;
  std::vector<double> numbers = std::vector<double>(bench::all_numbers<Workload>());
  double weights[outputs]{};

  static short next_tag() {
    static short last = 0;
    return ++last;
  }

  void record(unsigned operations, unsigned locations, unsigned values, unsigned kept_values) {
    const auto at = Workload::points();
    std::vector<adouble> x(inputs), y(outputs);
    trace_on(tag, 1, operations, locations, values, kept_values);
    for (int i = 0; i < inputs; ++i) x[i] <<= at[i];
    Workload::compute(x.data(), y.data());
    for (int k = 0; k < outputs; ++k) y[k] >>= numbers[k];
    trace_off();
  }

 public:
  adolc() : tag(next_tag()) {
    // Recorded a second time, with buffers as long as the first time showed: longer ones are taken from the heap and
    // given back by each sweep, and what is longer than its buffer goes to files.
    std::size_t length[STAT_SIZE];
    record(OBUFSIZE, LBUFSIZE, VBUFSIZE, TBUFSIZE);
    tapestats(tag, length);
    removeTape(tag, ADOLC_REMOVE_COMPLETELY);
    const auto room = [&length](StatEntries what) { return static_cast<unsigned>(length[what] + 100); };
    // Sweeps of second order keep two numbers of each value.
    constexpr unsigned kept = second_order<Workload> ? 2 : 1;
    record(room(NUM_OPERATIONS), room(NUM_LOCATIONS), room(NUM_VALUES), kept * room(TAY_STACK_SIZE));
  }

  const std::vector<double>& operator()(const double* at) {
    if constexpr (second_order<Workload>) {
      // Its driver fills the triangle below the diagonal, row by row.
      double* rows[inputs];
      for (int i = 0; i < inputs; ++i) rows[i] = &numbers[i * inputs];
      hessian(tag, inputs, const_cast<double*>(at), rows);
      for (int i = 0; i < inputs; ++i)
        for (int j = 0; j < i; ++j) rows[j][i] = rows[i][j];
      return numbers;
    }
    zos_forward(tag, outputs, inputs, 1, at, numbers.data());
    for (int k = 0; k < outputs; ++k) {
      weights[k] = 1;
      fos_reverse(tag, outputs, inputs, weights, &numbers[outputs + k * inputs]);
      weights[k] = 0;
    }
    return numbers;
  }
};

}  // namespace rivals
