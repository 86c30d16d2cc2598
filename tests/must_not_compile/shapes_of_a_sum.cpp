// SPDX-License-Identifier: BSL-1.0
// expect: symdiff: operands of different shapes meet element by element
// expect gcc: +: w is 3 but h is 10
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto w = parameter<"w", 3>;
  constexpr auto h = input<"h", 10>;
  constexpr auto e = w + h;
}
