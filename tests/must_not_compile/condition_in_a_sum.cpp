// SPDX-License-Identifier: BSL-1.0
// expect: symdiff: a condition is no number; choose between values with where(condition, a, b)
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto x = parameter<"x">;
  constexpr auto e = x + (x < 1);
  return static_cast<int>(e(x = 3.0));
}
