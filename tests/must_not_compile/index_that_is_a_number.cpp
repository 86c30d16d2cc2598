// SPDX-License-Identifier: BSL-1.0
// expect: symdiff: the index of an expression is no exact constant; write it as in v(0_c)
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto x = parameter<"x">;
  constexpr auto v = stack(x, sin(x));
  return static_cast<int>(evaluate(v(0), x = 3.0));
}
