// SPDX-License-Identifier: BSL-1.0
// expect: symdiff: a symbol's name is empty; give it at least one character
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto x = input<"">;
  return static_cast<int>(evaluate(square(x), x = 3.0));
}
