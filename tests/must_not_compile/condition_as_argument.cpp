// SPDX-License-Identifier: BSL-1.0
// expect: symdiff: a condition is no number; choose between values with where(condition, a, b)
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto x = parameter<"x">;
  return static_cast<int>(evaluate(sin(x < 1), x = 3.0));
}
