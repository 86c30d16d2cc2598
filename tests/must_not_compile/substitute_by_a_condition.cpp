// SPDX-License-Identifier: BSL-1.0
// expect: substitute: only an expression or a number can stand for a symbol
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto x = parameter<"x">;
  return static_cast<int>(evaluate(substitute(square(x), x = (x < 1)), x = 3.0));
}
