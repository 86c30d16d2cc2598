// SPDX-License-Identifier: BSL-1.0
// expect: symdiff: an expression is neither true nor false; choose between values with where(condition, a, b)
// expect: compare structures with same(e1, e2)
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto x = parameter<"x">;
  static_assert(diff(square(x), x) == 2_c * x);
}
