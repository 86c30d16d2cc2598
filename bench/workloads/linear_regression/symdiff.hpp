// SPDX-License-Identifier: BSL-1.0
#pragma once
#include "rivals/symdiff.hpp"
#include "workloads/linear_regression/workload.hpp"

template <int Features>
struct rivals::symdiff<workloads::linear_regression<Features>> {
  static constexpr auto w = ::symdiff::parameter<"w", Features>;
  static constexpr auto b = ::symdiff::parameter<"b">;
  static constexpr auto x = ::symdiff::input<"x", Features>;
  static constexpr auto target = ::symdiff::input<"target">;
  static constexpr auto loss = mse(dot(w, x) + b, target);

  static constexpr auto& data = workloads::linear_regression<Features>::data;
  using weights = std::span<const double, Features>;
  auto operator()(const double* p) const {
    return value_and_gradient(loss, w = weights(p, Features), b = p[Features], x = data.features,
                              target = data.targets);
  }
  static double value(const double* p) {
    return evaluate(loss, w = weights(p, Features), b = p[Features], x = data.features, target = data.targets);
  }
  static void write(const auto& r, double* numbers) {
    bench::write_numbers(numbers, r.value, r.gradient[w], r.gradient[b]);
  }
};
