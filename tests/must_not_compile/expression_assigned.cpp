// SPDX-License-Identifier: BSL-1.0
// expect: symdiff: only a symbol can be given a value, but the left of '=' is a larger expression
// expect: make a new one, as in auto next = e + x
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto x = parameter<"x">;
  auto e = square(x);
  e = e * x;
  return static_cast<int>(evaluate(e, x = 3.0));
}
