// SPDX-License-Identifier: BSL-1.0
#pragma once
// The sides that were linked into a program: those of one size, made and checked.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "harness/side.hpp"

namespace bench {

inline std::vector<const entry*> entries_of_size(int size) {
  std::vector<const entry*> chosen;
  for (const entry& one : entries())
    if (one.size == size) chosen.push_back(&one);
  return chosen;
}

/// Ends the program unless the numbers agree: outputs relative to the largest of them, and so derivatives.
inline void require_agreement(const entry& what, const double* numbers, const double* expected) {
  double largest[2]{};
  for (int k = 0; k < what.numbers; ++k) {
    double& one = largest[k >= what.outputs];
    one = std::fmax(one, std::abs(expected[k]));
  }
  for (int k = 0; k < what.numbers; ++k) {
    const double scale = largest[k >= what.outputs];
    if (std::abs(numbers[k] - expected[k]) <= what.tolerance * scale) continue;
    std::fprintf(stderr, "%s of %d: number %d is %.17g by %s and %.17g by hand\n", what.workload, what.size, k,
                 numbers[k], what.rival, expected[k]);
    std::exit(EXIT_FAILURE);
  }
}

/// Ends the program unless the side agrees with the one by hand, at every point, or at those that half a second is
/// enough for.
inline void check(const entry& what, side& ours) {
  const auto hand = std::ranges::find_if(entries(), [&what](const entry& other) {
    return other.size == what.size && std::string_view(other.rival) == "hand";
  });
  if (hand == entries().end()) {
    std::fprintf(stderr, "%s of %d: nothing by hand to check with\n", what.workload, what.size);
    std::exit(EXIT_FAILURE);
  }
  const auto reference = hand->make();
  const std::vector<double> points = what.points();
  std::vector<double> numbers(static_cast<std::size_t>(what.numbers)), expected(static_cast<std::size_t>(hand->numbers));
  const auto start = std::chrono::steady_clock::now();
  for (std::size_t at = 0; at < points.size() && std::chrono::steady_clock::now() - start < std::chrono::milliseconds(500);
       at += static_cast<std::size_t>(what.inputs)) {
    ours.write(&points[at], numbers.data());
    reference->write(&points[at], expected.data());
    require_agreement(what, numbers.data(), expected.data());
  }
}

inline int count_of_points(const entry& what, const std::vector<double>& points) {
  return static_cast<int>(points.size()) / what.inputs;
}

/// How many calls take long enough to measure, 1,000 at most.
inline std::int64_t calls_at_a_time(const entry& what, side& one, const std::vector<double>& points,
                                    double long_enough = 20e-6) {
  const auto seconds = [&](std::int64_t calls) {
    const auto start = std::chrono::steady_clock::now();
    one.repeat(points.data(), count_of_points(what, points), calls);
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  };
  std::int64_t calls = 1;
  while (calls < 1000 && seconds(calls) < long_enough) calls *= 2;
  return calls;
}

}  // namespace bench
