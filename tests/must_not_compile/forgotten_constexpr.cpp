// SPDX-License-Identifier: BSL-1.0
// expect-ok
#include <symdiff/symdiff.hpp>

using namespace symdiff::literals;

int main() {
  auto x = symdiff::parameter<"x">;  // without constexpr
  auto loss = square(x) + sin(x);
  constexpr auto slope = diff(loss, x);
  static_assert(same(slope, 2_c * x + cos(x)));
  return gradient(loss, x = 3)[x] < 0;  // an int
}
