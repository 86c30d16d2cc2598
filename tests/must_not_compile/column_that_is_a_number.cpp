// SPDX-License-Identifier: BSL-1.0
// expect: dataset: a column is no contiguous range of numbers
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto t = input<"t">;
  dataset data{t = 1.0};
}
