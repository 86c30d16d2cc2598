// SPDX-License-Identifier: BSL-1.0
#pragma once
#include "rivals/symdiff.hpp"
#include "workloads/network_784_30_1/workload.hpp"

template <int Samples>
struct rivals::symdiff<workloads::network_784_30_1<Samples>> {
  using workload = workloads::network_784_30_1<Samples>;
  static constexpr std::size_t hidden = workload::hidden, pixels = workloads::pixels;
  static constexpr auto x = ::symdiff::input<"x", pixels>;
  static constexpr auto label = ::symdiff::input<"label">;
  static constexpr auto W = ::symdiff::parameter<"W", hidden, pixels>;
  static constexpr auto c = ::symdiff::parameter<"c", hidden>;
  static constexpr auto v = ::symdiff::parameter<"v", hidden>;
  static constexpr auto b = ::symdiff::parameter<"b">;
  static constexpr auto loss = binary_cross_entropy(dot(v, tanh(matmul(W, x) + c)) + b, label);

  static auto with(const auto& f, const double* p) {
    const auto& data = workloads::digits<Samples>;
    return f(W = std::span<const double, hidden * pixels>(p, hidden * pixels),
             c = std::span<const double, hidden>(p + workload::biases, hidden),
             v = std::span<const double, hidden>(p + workload::outer, hidden), b = p[workload::bias], x = data.images,
             label = data.labels);
  }
  auto operator()(const double* p) const {
    return with([](const auto&... values) { return value_and_gradient(loss, values...); }, p);
  }
  static double value(const double* p) {
    return with([](const auto&... values) { return evaluate(loss, values...); }, p);
  }
  static void write(const auto& r, double* numbers) {
    bench::write_numbers(numbers, r.value, r.gradient[W], r.gradient[c], r.gradient[v], r.gradient[b]);
  }
};
