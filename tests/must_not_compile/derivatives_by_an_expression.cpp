// SPDX-License-Identifier: BSL-1.0
// expect: derivatives: only a parameter or an input can be differentiated by
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto x = parameter<"x">;
  constexpr auto y = parameter<"y">;
  return static_cast<int>(evaluate(derivatives<2>(sin(x * y), x * y), x = 3.0, y = 2.0));
}
