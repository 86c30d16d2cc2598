// SPDX-License-Identifier: BSL-1.0
#pragma once
#include "rivals/symdiff.hpp"
#include "workloads/quadratic_fit/workload.hpp"

template <int Samples>
struct rivals::symdiff<workloads::quadratic_fit<Samples>> {
  static constexpr auto a = ::symdiff::parameter<"a">;
  static constexpr auto b = ::symdiff::parameter<"b">;
  static constexpr auto c = ::symdiff::parameter<"c">;
  static constexpr auto t = ::symdiff::input<"t">;
  static constexpr auto speed = ::symdiff::input<"speed">;
  static constexpr auto loss = mse((a * t + b) * t + c, speed);

  static constexpr auto& data = workloads::quadratic_fit<Samples>::data;
  std::array<double, 4> operator()(const double* p) const {
    const auto r = value_and_gradient(loss, a = p[0], b = p[1], c = p[2], t = data.times, speed = data.speeds);
    return {r.value, r.gradient[a], r.gradient[b], r.gradient[c]};
  }
  static double value(const double* p) {
    return evaluate(loss, a = p[0], b = p[1], c = p[2], t = data.times, speed = data.speeds);
  }
};
