// SPDX-License-Identifier: BSL-1.0
// expect: wrt: wrt(...) stands right behind the expression that is differentiated
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto x = parameter<"x">;
  return static_cast<int>(gradient(square(x), x = 3.0, wrt(x))[x]);
}
