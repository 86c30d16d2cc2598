// SPDX-License-Identifier: BSL-1.0
// expect: minimize: there is no optimizer
#include <symdiff/symdiff.hpp>

#include <vector>

int main() {
  using namespace symdiff;
  constexpr auto a = parameter<"a">;
  constexpr auto t = input<"t">;
  const std::vector<double> numbers{1, 2};
  const dataset data{t = numbers};
  parameters p{a = 1.0};
  minimize(mse(a, t), p, data, {.epochs = 3});
}
