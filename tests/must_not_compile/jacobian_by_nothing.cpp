// SPDX-License-Identifier: BSL-1.0
// expect: jacobian: name the symbols to differentiate by behind the expressions
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto x = parameter<"x">;
  return static_cast<int>(evaluate(jacobian(stack(x, sin(x))), x = 3.0)(0, 0));
}
