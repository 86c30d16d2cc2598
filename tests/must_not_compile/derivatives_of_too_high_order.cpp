// SPDX-License-Identifier: BSL-1.0
// expect: derivatives: the orders are too high
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto x = parameter<"x">;
  constexpr auto y = parameter<"y">;
  return static_cast<int>(evaluate(derivatives<90, 90>(sin(x * y), x, y), x = 3.0, y = 2.0));
}
