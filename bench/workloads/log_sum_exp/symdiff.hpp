// SPDX-License-Identifier: BSL-1.0
#pragma once
#include "rivals/symdiff.hpp"
#include "workloads/log_sum_exp/workload.hpp"

template <int Count>
struct rivals::symdiff<workloads::log_sum_exp<Count>> {
  static constexpr auto u = ::symdiff::parameter<"u", Count>;
  static constexpr auto loss = log_sum_exp(u);

  using column = std::span<const double, Count>;
  auto operator()(const double* at) const { return value_and_gradient(loss, u = column(at, Count)); }
  static double value(const double* at) { return evaluate(loss, u = column(at, Count)); }
  static void write(const auto& r, double* numbers) {
    bench::write_numbers(numbers, r.value, r.gradient[u]);
  }
};
