// SPDX-License-Identifier: BSL-1.0
// expect: symdiff: a value is given for a symbol that is not in the expression
// expect: leave it out
// expect gcc: "gamma"
// expect clang: 'g', 'a', 'm', 'm', 'a'
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto alpha = parameter<"alpha">;
  constexpr auto gamma = parameter<"gamma">;
  return static_cast<int>(evaluate(square(alpha), alpha = 3.0, gamma = 1.0));
}
