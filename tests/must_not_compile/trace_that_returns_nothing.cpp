// SPDX-License-Identifier: BSL-1.0
// expect: trace: the callable returns nothing; return the traced result
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto e = trace<"x">([](auto x) { x = x * x; });
  return static_cast<int>(e(parameter<"x"> = 3.0));
}
