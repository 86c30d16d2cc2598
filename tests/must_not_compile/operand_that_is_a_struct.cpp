// SPDX-License-Identifier: BSL-1.0
// expect: symdiff: an operand is no number; give an expression or an arithmetic type
// expect: celsius
#include <symdiff/symdiff.hpp>

struct celsius {
  double degrees;
};

int main() {
  using namespace symdiff;
  constexpr auto x = parameter<"x">;
  return static_cast<int>(evaluate(celsius{3.0} - x, x = 3.0));
}
