// SPDX-License-Identifier: BSL-1.0
// expect: substitute: the expression holds a derivative of high order
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto x = parameter<"x">;
  constexpr auto y = parameter<"y">;
  return static_cast<int>(evaluate(substitute(derivatives<9, 9>(sin(x * y) * exp(x * y), x, y), x = y * y), y = 2.0));
}
