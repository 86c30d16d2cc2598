// SPDX-License-Identifier: BSL-1.0
// expect: stack: an argument is no expression
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto x = parameter<"x">;
  return static_cast<int>(evaluate(stack(x, 1.0), x = 3.0)[0]);
}
