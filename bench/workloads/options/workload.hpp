// SPDX-License-Identifier: BSL-1.0
#pragma once
// Many options at once, in columns: the price and the five derivatives of each.
#include "workloads/black_scholes/workload.hpp"

namespace workloads {

template <int Count>
struct options {
  using each = black_scholes<1>;
  static constexpr const char* name = "options";
  static constexpr int size = Count, inputs = 5 * Count, outputs = Count;

  static std::vector<double> points() {
    std::vector<double> lower, upper;
    const double box[5][2]{{80, 120}, {80, 120}, {0.1, 0.5}, {0, 0.05}, {0.1, 2.1}};
    for (const auto& [low, high] : box) {
      lower.insert(lower.end(), Count, low);
      upper.insert(upper.end(), Count, high);
    }
    return bench::points_in(lower, upper);
  }
};

}  // namespace workloads
