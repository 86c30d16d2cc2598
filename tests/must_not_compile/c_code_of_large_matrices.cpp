// SPDX-License-Identifier: BSL-1.0
// expect: symdiff: the vectors and matrices of this expression take more than 10,000 operations on single numbers
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  return to_c(sum(sin(parameter<"W", 101, 100>)), "f").empty();
}
