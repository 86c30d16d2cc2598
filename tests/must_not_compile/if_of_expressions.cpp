// SPDX-License-Identifier: BSL-1.0
// expect: symdiff: an expression is neither true nor false; choose between values with where(condition, a, b)
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto x = parameter<"x">;
  if (x < 1) return 1;
  return 0;
}
