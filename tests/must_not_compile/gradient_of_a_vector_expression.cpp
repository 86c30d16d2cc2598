// SPDX-License-Identifier: BSL-1.0
// expect: symdiff: gradients, Hessians and optimizers need an expression of one number
// expect gcc: Rows = 3
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto w = parameter<"w", 3>;
  return static_cast<int>(gradient(2 * w, w = std::array{1.0, 2.0, 3.0})[w][0]);
}
