// SPDX-License-Identifier: BSL-1.0
// expect: derivatives: the first argument is no expression
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto x = parameter<"x">;
  constexpr auto y = parameter<"y">;
  return static_cast<int>(evaluate(derivatives<2, 1>(3.0, x, y), x = 3.0, y = 2.0));
}
