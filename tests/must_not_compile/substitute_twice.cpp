// SPDX-License-Identifier: BSL-1.0
// expect: substitute: a symbol is given two replacements
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto x = parameter<"x">;
  return static_cast<int>(evaluate(substitute(square(x), x = 2.0, x = 3.0)));
}
