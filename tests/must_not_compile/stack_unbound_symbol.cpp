// SPDX-License-Identifier: BSL-1.0
// expect: symdiff: a symbol of the expression has no value
// expect gcc: "y"
// expect clang: 'y'
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto x = parameter<"x">;
  constexpr auto y = parameter<"y">;
  return static_cast<int>(evaluate(stack(x, sin(y)), x = 3.0)[0]);
}
