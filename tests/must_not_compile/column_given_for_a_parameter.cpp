// SPDX-License-Identifier: BSL-1.0
// expect: symdiff: a parameter has one value, but is given a column of samples
// expect gcc: "a"
// expect clang: 'a'
#include <vector>

#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto a = parameter<"a">;
  constexpr auto t = input<"t">;
  const std::vector<double> times{1, 2, 3};
  return static_cast<int>(evaluate(sample_mean(a * t), a = times, t = times));
}
