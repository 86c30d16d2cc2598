// SPDX-License-Identifier: BSL-1.0
// expect: dataset: a parameter has one value and no column of samples
#include <symdiff/symdiff.hpp>

#include <vector>

int main() {
  using namespace symdiff;
  constexpr auto a = parameter<"a">;
  const std::vector<double> numbers{1, 2};
  dataset data{a = numbers};
}
