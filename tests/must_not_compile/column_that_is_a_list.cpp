// SPDX-License-Identifier: BSL-1.0
// expect: dataset: a column is no contiguous range of numbers
// expect: give a std::vector
#include <symdiff/symdiff.hpp>

#include <list>

int main() {
  using namespace symdiff;
  constexpr auto t = input<"t">;
  const std::list<double> numbers{1, 2};
  dataset data{t = numbers};
}
