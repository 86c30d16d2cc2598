// SPDX-License-Identifier: BSL-1.0
// expect: trace: an argument after the callable is no symbol or expression
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto x = parameter<"x">;
  constexpr auto e = trace([](auto x, auto y) { return x * y; }, x, 2.0);
  return static_cast<int>(e(x = 3.0));
}
