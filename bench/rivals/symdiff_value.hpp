// SPDX-License-Identifier: BSL-1.0
#pragma once
// symdiff's value alone, of the expression that rivals/symdiff.hpp differentiates.
#include "rivals/symdiff.hpp"

namespace rivals {

template <class Workload>
struct symdiff_value {
  static constexpr bool values_only = true;

  auto operator()(const double* at) const {
    using way = symdiff<Workload>;
    if constexpr (requires { way::value(at); }) return std::array{way::value(at)};
    else return with(at, typename way::indices());
  }

  template <int... I>
  static auto with(const double* at, std::integer_sequence<int, I...>) {
    const auto r = evaluate(symdiff<Workload>::loss, (x<I> = at[I])...);
    if constexpr (Workload::outputs == 1) return std::array{r};
    else return r;
  }
};

}  // namespace rivals
