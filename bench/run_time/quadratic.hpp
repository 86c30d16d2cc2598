// SPDX-License-Identifier: BSL-1.0
#pragma once
// A quadratic fitted to noisy speeds: its loss, samples of it, and the loss with its gradient in a plain loop.
#include <symdiff/symdiff.hpp>

#include <array>
#include <cstddef>
#include <random>
#include <vector>

namespace quadratic {

constexpr auto a = symdiff::parameter<"a">;
constexpr auto b = symdiff::parameter<"b">;
constexpr auto c = symdiff::parameter<"c">;
constexpr auto t = symdiff::input<"t">;
constexpr auto speed = symdiff::input<"speed">;
constexpr auto loss = symdiff::mse((a * t + b) * t + c, speed);

struct samples {
  std::vector<double> ts, speeds;
  explicit samples(std::size_t n) : ts(n), speeds(n) {
    std::mt19937_64 bits(7);
    std::normal_distribution<double> noise(0, 3);
    for (std::size_t i = 0; i < n; ++i) {
      ts[i] = 19.0 * static_cast<double>(i) / static_cast<double>(n);
      speeds[i] = 0.75 * (ts[i] - 9.5) * (ts[i] - 9.5) + 1 + noise(bits);
    }
  }
};

/// The loss and its derivatives by a, b, c.
using result = std::array<double, 4>;

[[gnu::always_inline]] inline result by_scalars(const double* ts, const double* speeds, std::size_t count,
                                                const double* p) {
  double sum = 0, by_a = 0, by_b = 0, by_c = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const double x = ts[i], error = (p[0] * x + p[1]) * x + p[2] - speeds[i];
    sum += error * error;
    by_c += error;
    by_b += error * x;
    by_a += error * x * x;
  }
  const double n = static_cast<double>(count);
  return {sum / n, 2 * by_a / n, 2 * by_b / n, 2 * by_c / n};
}

}  // namespace quadratic
