// SPDX-License-Identifier: BSL-1.0
// expect: symdiff: an expression cannot be changed in place, nor a number become one; make a new one
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto x = parameter<"x">;
  auto e = square(x);
  e += x;
  return static_cast<int>(evaluate(e, x = 3.0));
}
