// SPDX-License-Identifier: BSL-1.0
#pragma once
// Two functions of the same inputs: checked against each other, then timed side by side.
#include <benchmark/benchmark.h>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <type_traits>
#include <vector>

#include "sides.hpp"

namespace comparison {

template <std::size_t Inputs>
using point = std::array<double, Inputs>;

/// A value, followed by its derivatives by all inputs.
template <std::size_t Inputs>
using result = std::array<double, Inputs + 1>;

/// Both sides have this signature and are called through it, so that neither is inlined into the
/// loop that times it.
template <std::size_t Inputs>
using function = result<Inputs> (*)(const point<Inputs>&);

/// Points drawn once, evenly from a box; timed loops walk through them again and again.
template <std::size_t Inputs>
std::vector<point<Inputs>> points_in(const point<Inputs>& lower, const point<Inputs>& upper) {
  constexpr std::size_t count = 256;
  std::mt19937_64 bits(20240607);
  std::vector<point<Inputs>> points(count);
  for (auto& at : points)
    for (std::size_t i = 0; i < Inputs; ++i)
      at[i] = std::uniform_real_distribution<double>(lower[i], upper[i])(bits);
  return points;
}

inline constexpr double tolerance = 1e-10;

/// Ends the program unless both sides agree at every point, to `tolerance` relative to each number.
template <std::size_t Inputs>
void require_agreement(const char* workload, function<Inputs> symdiff, function<Inputs> hand,
                       const std::vector<point<Inputs>>& points) {
  for (const auto& at : points) {
    const auto ours = symdiff(at), expected = hand(at);
    for (std::size_t k = 0; k <= Inputs; ++k)
      if (!(std::abs(ours[k] - expected[k]) <= tolerance * std::abs(expected[k]))) {
        std::fprintf(stderr, "%s: output %zu is %.17g by symdiff and %.17g by hand\n", workload, k,
                     ours[k], expected[k]);
        std::exit(EXIT_FAILURE);
      }
  }
}

/// Registers `workload/symdiff` and `workload/hand`.
template <std::size_t Inputs>
void compare(const char* workload, std::type_identity_t<function<Inputs>> symdiff,
             std::type_identity_t<function<Inputs>> hand, const std::vector<point<Inputs>>& points) {
  require_agreement(workload, symdiff, hand, points);
  const auto add = [&](const char* side, function<Inputs> f) {
    benchmark::RegisterBenchmark(
        (std::string(workload) + '/' + side).c_str(), [f, points](benchmark::State& state) {
          std::size_t i = 0;
          for (auto _ : state) {
            auto r = f(points[i]);
            benchmark::DoNotOptimize(r);
            i = (i + 1) % points.size();
          }
        });
  };
  add("symdiff", symdiff);
  add("hand", hand);
}

using sides::run;

}  // namespace comparison
