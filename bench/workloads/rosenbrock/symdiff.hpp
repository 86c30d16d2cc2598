// SPDX-License-Identifier: BSL-1.0
#pragma once
#include "rivals/symdiff.hpp"
#include "workloads/rosenbrock/workload.hpp"

/// Many variables are one vector.
template <int Variables>
  requires(Variables > 10)
struct rivals::symdiff<workloads::rosenbrock<Variables>> {
  static constexpr auto u = ::symdiff::parameter<"u", Variables>;
  static constexpr auto head = slice<0, Variables - 1>(u);
  static constexpr auto tail = slice<1, Variables - 1>(u);
  static constexpr auto loss = sum(100 * square(tail - square(head)) + square(1 - head));

  using column = std::span<const double, Variables>;
  auto operator()(const double* at) const { return value_and_gradient(loss, u = column(at, Variables)); }
  static double value(const double* at) { return evaluate(loss, u = column(at, Variables)); }
  static void write(const auto& r, double* numbers) {
    bench::write_numbers(numbers, r.value, r.gradient[u]);
  }
};
