// SPDX-License-Identifier: BSL-1.0
// expect: symdiff: a column of samples is given for an input that is read outside of all sums and means over samples
// expect: where it has one value
// expect gcc: "weight"
// expect clang: 'w', 'e', 'i', 'g', 'h', 't'
#include <symdiff/symdiff.hpp>

#include <vector>

int main() {
  using namespace symdiff;
  constexpr auto a = parameter<"a">;
  constexpr auto t = input<"t">;
  constexpr auto weight = input<"weight">;
  const std::vector<double> times{1, 2, 3}, weights{1, 1, 2};
  return static_cast<int>(gradient(sample_mean(square(a - t)) * weight, a = 1.0, t = times, weight = weights)[a]);
}
