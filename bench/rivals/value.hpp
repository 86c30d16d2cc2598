// SPDX-License-Identifier: BSL-1.0
#pragma once
// The value alone: the workload as it stands, over double.
#include <array>

#include "harness/side.hpp"

namespace rivals {

template <class Workload>
struct value {
  static constexpr bool values_only = true;

  auto operator()(const double* at) const {
    std::array<double, Workload::outputs> y;
    Workload::compute(at, y.data());
    return y;
  }
};

}  // namespace rivals
