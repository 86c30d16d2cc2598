// SPDX-License-Identifier: BSL-1.0
// expect: gradient: the first argument is no expression with a number as its value
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto x = parameter<"x">;
  return static_cast<int>(gradient(2.0, x = 3.0)[x]);
}
