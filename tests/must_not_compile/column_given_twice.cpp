// SPDX-License-Identifier: BSL-1.0
// expect: dataset: a symbol is given a column twice
#include <symdiff/symdiff.hpp>

#include <vector>

int main() {
  using namespace symdiff;
  constexpr auto t = input<"t">;
  const std::vector<double> numbers{1, 2};
  dataset data{t = numbers, t = numbers};
}
