// SPDX-License-Identifier: BSL-1.0
// expect: symdiff: a symbol is given a value twice
// expect: leave one out
// expect gcc: "alpha"
// expect clang: 'a', 'l', 'p', 'h', 'a'
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto alpha = parameter<"alpha">;
  return static_cast<int>(evaluate(square(alpha), alpha = 3.0, alpha = 4.0));
}
