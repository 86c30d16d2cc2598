// SPDX-License-Identifier: BSL-1.0
#pragma once
#include "rivals/symdiff.hpp"
#include "workloads/network_784_64_10/workload.hpp"

template <int Samples>
struct rivals::symdiff<workloads::network_784_64_10<Samples>> {
  using workload = workloads::network_784_64_10<Samples>;
  static constexpr std::size_t hidden = workload::hidden, classes = workload::classes, pixels = workloads::pixels;
  static constexpr auto x = ::symdiff::input<"x", pixels>;
  static constexpr auto digit = ::symdiff::input<"digit">;
  static constexpr auto W = ::symdiff::parameter<"W", hidden, pixels>;
  static constexpr auto c = ::symdiff::parameter<"c", hidden>;
  static constexpr auto V = ::symdiff::parameter<"V", classes, hidden>;
  static constexpr auto d = ::symdiff::parameter<"d", classes>;
  static constexpr auto loss = softmax_cross_entropy(matmul(V, relu(matmul(W, x) + c)) + d, digit);

  static auto with(const auto& f, const double* p) {
    const auto& data = workloads::digits<Samples>;
    return f(W = std::span<const double, hidden * pixels>(p, hidden * pixels),
             c = std::span<const double, hidden>(p + workload::biases, hidden),
             V = std::span<const double, classes * hidden>(p + workload::outer, classes * hidden),
             d = std::span<const double, classes>(p + workload::outer_biases, classes), x = data.images,
             digit = data.classes);
  }
  auto operator()(const double* p) const {
    return with([](const auto&... values) { return value_and_gradient(loss, values...); }, p);
  }
  static double value(const double* p) {
    return with([](const auto&... values) { return evaluate(loss, values...); }, p);
  }
  static void write(const auto& r, double* numbers) {
    bench::write_numbers(numbers, r.value, r.gradient[W], r.gradient[c], r.gradient[V], r.gradient[d]);
  }
};
