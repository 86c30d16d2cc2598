// SPDX-License-Identifier: BSL-1.0
// expect: symdiff: the index of an expression is outside the vector or matrix, whose first is 0_c
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto x = parameter<"x">;
  constexpr auto j = jacobian(stack(x, sin(x)), x);
  return static_cast<int>(evaluate(j(2_c, 0_c), x = 3.0));
}
