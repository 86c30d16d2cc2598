// SPDX-License-Identifier: BSL-1.0
// PROGRAM                                         prints the sizes there are, the usual one first
// PROGRAM SIZE [options of Google Benchmark]
// Times every side of a workload of one size, each as workload/size/rival.
#include <benchmark/benchmark.h>

#include <string>

#include "harness/sides.hpp"

int main(int count, char** arguments) {
  using namespace bench;
  if (count < 2) {
    std::vector<int> sizes;
    for (const entry& one : entries())
      if (std::ranges::find(sizes, one.size) == sizes.end()) sizes.push_back(one.size);
    for (const int size : sizes) std::printf("%d\n", size);
    return 0;
  }
  static std::vector<std::unique_ptr<side>> kept;  // for as long as the benchmarks run
  for (const entry* what : entries_of_size(std::atoi(arguments[1]))) {
    side& one = *kept.emplace_back(what->make());
    check(*what, one);
    const std::vector<double> points = what->points();
    const std::int64_t calls = calls_at_a_time(*what, one, points);
    const std::string name = what->workload + ('/' + std::to_string(what->size)) + '/' + what->rival;
    benchmark::RegisterBenchmark(name.c_str(), [what, &one, points, calls](benchmark::State& state) {
      while (state.KeepRunningBatch(calls)) one.repeat(points.data(), count_of_points(*what, points), calls);
    });
  }
  benchmark::Initialize(&count, arguments);
  benchmark::RunSpecifiedBenchmarks();
}
