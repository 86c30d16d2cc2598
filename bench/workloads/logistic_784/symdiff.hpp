// SPDX-License-Identifier: BSL-1.0
#pragma once
#include "rivals/symdiff.hpp"
#include "workloads/logistic_784/workload.hpp"

template <int Samples>
struct rivals::symdiff<workloads::logistic_784<Samples>> {
  static constexpr auto x = ::symdiff::input<"x", workloads::pixels>;
  static constexpr auto label = ::symdiff::input<"label">;
  static constexpr auto w = ::symdiff::parameter<"w", workloads::pixels>;
  static constexpr auto b = ::symdiff::parameter<"b">;
  static constexpr auto loss = binary_cross_entropy(dot(w, x) + b, label);

  static auto with(const auto& f, const double* p) {
    const auto& data = workloads::digits<Samples>;
    return f(w = std::span<const double, workloads::pixels>(p, workloads::pixels), b = p[workloads::pixels],
             x = data.images, label = data.labels);
  }
  auto operator()(const double* p) const {
    return with([](const auto&... values) { return value_and_gradient(loss, values...); }, p);
  }
  static double value(const double* p) {
    return with([](const auto&... values) { return evaluate(loss, values...); }, p);
  }
  static void write(const auto& r, double* numbers) {
    bench::write_numbers(numbers, r.value, r.gradient[w], r.gradient[b]);
  }
};
