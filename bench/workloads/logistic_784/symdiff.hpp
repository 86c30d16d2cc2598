// SPDX-License-Identifier: BSL-1.0
#pragma once
#include "rivals/symdiff.hpp"
#include "workloads/logistic_784/workload.hpp"

namespace workloads::logistic {

constexpr auto image = symdiff::input<"image", pixels>;
constexpr auto label = symdiff::input<"label">;
constexpr auto w = symdiff::parameter<"w", pixels>;
constexpr auto b = symdiff::parameter<"b">;
constexpr auto loss = binary_cross_entropy(dot(w, image) + b, label);

/// The weights among the numbers at p.
inline std::span<const double, pixels> weights_at(const double* p) { return std::span<const double, pixels>(p, pixels); }

}  // namespace workloads::logistic

template <int Samples>
struct rivals::symdiff<workloads::logistic_784<Samples>> {
  static auto with(const auto& f, const double* p) {
    using namespace workloads::logistic;
    const auto& data = workloads::digits<Samples>;
    return f(loss, w = weights_at(p), b = p[workloads::pixels], image = data.images, label = data.labels);
  }
  auto operator()(const double* p) const {
    return with([](const auto&... values) { return value_and_gradient(values...); }, p);
  }
  static double value(const double* p) {
    return with([](const auto&... values) { return evaluate(values...); }, p);
  }
  static void write(const auto& r, double* numbers) {
    using namespace workloads::logistic;
    bench::write_numbers(numbers, r.value, r.gradient[w], r.gradient[b]);
  }
};
