// SPDX-License-Identifier: BSL-1.0
// expect: stack: no argument is an expression; give one or more
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto x = parameter<"x">;
  return static_cast<int>(evaluate(stack(2, 1.0), x = 3.0)[0]);
}
