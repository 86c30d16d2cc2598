// SPDX-License-Identifier: BSL-1.0
#pragma once
// Several ways to compute the same numbers from data that stays where it is: checked, then timed side by side.
#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace sides {

using numbers = std::vector<double>;

/// Ends the program unless both agree, to `tolerance` relative to the largest number expected.
inline void require_agreement(const char* workload, const numbers& ours, const numbers& expected, double tolerance) {
  double largest = 0;
  for (const double x : expected) largest = std::fmax(largest, std::abs(x));
  for (std::size_t k = 0; k < expected.size(); ++k)
    if (!(std::abs(ours[k] - expected[k]) <= tolerance * largest)) {
      std::fprintf(stderr, "%s: number %zu is %.17g by symdiff and %.17g by hand\n", workload, k, ours[k], expected[k]);
      std::exit(EXIT_FAILURE);
    }
}

/// Registers `workload/side`; what f returns is kept from being optimised away, and what it reads counts as changed
/// before each call.
template <class F>
void add(const std::string& workload, const char* side, const F& f) {
  benchmark::RegisterBenchmark((workload + '/' + side).c_str(), [f](benchmark::State& state) {
    for (auto _ : state) {
      benchmark::ClobberMemory();
      auto result = f();
      benchmark::DoNotOptimize(result);
    }
  });
}

inline int run(int argument_count, char** arguments) {
  benchmark::Initialize(&argument_count, arguments);
  if (benchmark::ReportUnrecognizedArguments(argument_count, arguments)) return EXIT_FAILURE;
  benchmark::RunSpecifiedBenchmarks();
  return EXIT_SUCCESS;
}

}  // namespace sides
