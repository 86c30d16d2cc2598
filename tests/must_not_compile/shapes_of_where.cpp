// SPDX-License-Identifier: BSL-1.0
// expect: where: the condition and both values must have the same shape
// expect gcc: where: w < 0 is 3 but h is 10 and w is 3
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto w = parameter<"w", 3>;
  constexpr auto h = input<"h", 10>;
  constexpr auto e = where(w < 0_c, h, w);
}
