// SPDX-License-Identifier: BSL-1.0
#pragma once
#include "rivals/symdiff.hpp"
#include "workloads/normal_density/workload.hpp"

template <int Count>
struct rivals::symdiff<workloads::normal_density<Count>> {
  static constexpr auto mean = ::symdiff::parameter<"mean">;
  static constexpr auto deviation = ::symdiff::parameter<"deviation">;
  static constexpr auto x = ::symdiff::input<"x", Count>;
  static constexpr auto loss = -0.5 * sum(square((x - mean) / deviation)) - Count * log(deviation) -
                               0.5 * Count * log(2 * ::symdiff::pi);

  static constexpr auto& data = workloads::normal_density<Count>::data;
  std::array<double, 3> operator()(const double* p) const {
    const auto r = value_and_gradient(loss, mean = p[0], deviation = p[1], x = data);
    return {r.value, r.gradient[mean], r.gradient[deviation]};
  }
  static double value(const double* p) { return evaluate(loss, mean = p[0], deviation = p[1], x = data); }
};
