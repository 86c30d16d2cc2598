// SPDX-License-Identifier: BSL-1.0
// expect: derivatives: name the symbols, with an order for each, as in derivatives<3, 2>(e, x, y)
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto x = parameter<"x">;
  constexpr auto y = parameter<"y">;
  return static_cast<int>(evaluate(derivatives<>(sin(x * y)), x = 3.0, y = 2.0));
}
