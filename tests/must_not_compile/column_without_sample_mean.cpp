// SPDX-License-Identifier: BSL-1.0
// expect: symdiff: a column of samples is given for an expression of single samples; wrap it in sample_mean(...)
#include <vector>

#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto a = parameter<"a">;
  constexpr auto t = input<"t">;
  const std::vector<double> times{1, 2, 3};
  return static_cast<int>(gradient(square(a - t), a = 1.0, t = times)[a]);
}
