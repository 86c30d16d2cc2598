// SPDX-License-Identifier: BSL-1.0
// expect: symdiff: a symbol of the expression has no value
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto a = parameter<"a">;
  constexpr auto t = input<"t">;
  parameters p{a = 1.0};
  gradient_descent{}.step(a * t, p);
}
