// SPDX-License-Identifier: BSL-1.0
#pragma once
#include "rivals/symdiff.hpp"
#include "workloads/quadratic_fit/workload.hpp"

namespace workloads::quadratic {

constexpr auto a = symdiff::parameter<"a">;
constexpr auto b = symdiff::parameter<"b">;
constexpr auto c = symdiff::parameter<"c">;
constexpr auto t = symdiff::input<"t">;
constexpr auto speed = symdiff::input<"speed">;
constexpr auto loss = mse((a * t + b) * t + c, speed);

}  // namespace workloads::quadratic

template <int Samples>
struct rivals::symdiff<workloads::quadratic_fit<Samples>> {
  static auto with(const auto& f, const double* p) {
    using namespace workloads::quadratic;
    const auto& data = workloads::quadratic_fit<Samples>::data;
    return f(loss, a = p[0], b = p[1], c = p[2], t = data.times, speed = data.speeds);
  }
  std::array<double, 4> operator()(const double* p) const {
    using namespace workloads::quadratic;
    const auto r = with([](const auto&... values) { return value_and_gradient(values...); }, p);
    return {r.value, r.gradient[a], r.gradient[b], r.gradient[c]};
  }
  static double value(const double* p) {
    return with([](const auto&... values) { return evaluate(values...); }, p);
  }
};
