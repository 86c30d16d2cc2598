// SPDX-License-Identifier: BSL-1.0
#pragma once
// Sacado's reverse mode, Rad: every call records again, into memory that it keeps from call to call.
// First the functions that a Rad of Fad calls.
#include <Sacado_MathFunctions.hpp>
#include <Sacado_trad.hpp>

#include "harness/side.hpp"
#include "rivals/recorded.hpp"

namespace Sacado::Rad {

/// Sacado has no erfc; a function of one's own is made from its value and its derivative.
template <class Number>
ADvari<Number>& erfc(const ADvar<Number>& x) {
  using std::erfc, std::exp;
  const Number at = x.val(), below = -at * at;
  return ADf1<Number>(erfc(at), -1.1283791670955125739 * exp(below), x);
}

/// Since every call records again, a branch is as good.
inline ADvar<double> fmax(const ADvar<double>& a, const ADvar<double>& b) { return a.val() < b.val() ? b : a; }

}  // namespace Sacado::Rad

namespace rivals {

template <recorded Workload>
class sacado_reverse {
  using number = Sacado::Rad::ADvar<double>;
  static constexpr int inputs = Workload::inputs, outputs = Workload::outputs;
  std::vector<double> numbers = std::vector<double>(bench::all_numbers<Workload>());
  std::vector<number> x = std::vector<number>(inputs), y = std::vector<number>(outputs);
  number* all_outputs[outputs];
  double weights[outputs]{};

 public:
  sacado_reverse() {
    for (int k = 0; k < outputs; ++k) all_outputs[k] = &y[k];
  }

  const std::vector<double>& operator()(const double* at) {
    for (int i = 0; i < inputs; ++i) x[i] = at[i];
    Workload::compute(x.data(), y.data());
    for (int k = 0; k < outputs; ++k) {
      numbers[k] = y[k].val();
      // Outputs whose weight is not set keep the last one's.
      weights[k] = 1;
      number::Weighted_Gradcomp(outputs, all_outputs, weights);
      weights[k] = 0;
      for (int i = 0; i < inputs; ++i) numbers[outputs + k * inputs + i] = x[i].adj();
    }
    return numbers;
  }
};

}  // namespace rivals
