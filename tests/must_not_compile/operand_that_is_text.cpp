// SPDX-License-Identifier: BSL-1.0
// expect: symdiff: an operand is no number; give an expression or an arithmetic type
// expect: basic_string
#include <string>

#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto x = parameter<"x">;
  const std::string text = "3.0";
  return static_cast<int>(evaluate(x * text, x = 3.0));
}
