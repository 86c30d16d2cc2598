// SPDX-License-Identifier: BSL-1.0
#pragma once
#include "rivals/symdiff.hpp"
#include "workloads/gaussian_mixture/workload.hpp"

template <int Size>
struct rivals::symdiff<workloads::gaussian_mixture<Size>> {
  using workload = workloads::gaussian_mixture<Size>;
  static constexpr std::size_t dimensions = workload::dimensions, components = workload::components, all = workload::all;
  static constexpr auto x = ::symdiff::input<"x", dimensions>;
  static constexpr auto weights = ::symdiff::parameter<"weights", components>;
  static constexpr auto means = ::symdiff::parameter<"means", components, dimensions>;
  static constexpr auto logs = ::symdiff::parameter<"logs", components, dimensions>;
  static constexpr auto distances = row_sums(square((::symdiff::broadcast_rows<components>(x) - means) * exp(-logs)));
  static constexpr auto loss = sample_mean(log_sum_exp(weights - row_sums(logs) - 0.5 * distances)) -
                               log_sum_exp(weights) - workload::constant;

  static auto with(const auto& f, const double* p) {
    using matrix = std::span<const double, all>;
    return f(weights = std::span<const double, components>(p, components), means = matrix(p + workload::means, all),
             logs = matrix(p + workload::deviations, all), x = workload::data);
  }
  auto operator()(const double* p) const {
    return with([](const auto&... values) { return value_and_gradient(loss, values...); }, p);
  }
  static double value(const double* p) {
    return with([](const auto&... values) { return evaluate(loss, values...); }, p);
  }
  static void write(const auto& r, double* numbers) {
    bench::write_numbers(numbers, r.value, r.gradient[weights], r.gradient[means], r.gradient[logs]);
  }
};
