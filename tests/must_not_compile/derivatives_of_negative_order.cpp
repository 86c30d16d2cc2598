// SPDX-License-Identifier: BSL-1.0
// expect: derivatives: the order of a derivative cannot be negative
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto x = parameter<"x">;
  constexpr auto y = parameter<"y">;
  return static_cast<int>(evaluate(derivatives<2, -1>(sin(x * y), x, y), x = 3.0, y = 2.0));
}
