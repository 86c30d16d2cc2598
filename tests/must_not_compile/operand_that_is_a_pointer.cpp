// SPDX-License-Identifier: BSL-1.0
// expect: symdiff: an operand is no number; give an expression or an arithmetic type
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto x = parameter<"x">;
  const double number = 3.0;
  return static_cast<int>(evaluate(pow(x, &number), x = 3.0));
}
