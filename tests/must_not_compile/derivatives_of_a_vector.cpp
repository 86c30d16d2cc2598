// SPDX-License-Identifier: BSL-1.0
// expect: derivatives: orders count for scalars only
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto x = parameter<"x">;
  constexpr auto y = parameter<"y">;
  constexpr auto w = parameter<"w", 3>;
  return static_cast<int>(evaluate(derivatives<1, 1>(w * x * y, x, y), x = 3.0, y = 2.0, w = std::array{1.0, 2.0, 3.0})[0]);
}
