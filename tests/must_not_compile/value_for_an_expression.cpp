// SPDX-License-Identifier: BSL-1.0
// expect: symdiff: only a symbol can be given a value, but the left of '=' is a larger expression
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto x = parameter<"x">;
  constexpr auto y = parameter<"y">;
  return static_cast<int>(evaluate(x + y, (x + y) = 3.0));
}
