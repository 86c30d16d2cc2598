// SPDX-License-Identifier: BSL-1.0
// expect: symdiff: the expression has a symbol of this name, but one is a parameter and the other an input
// expect: declare it once
// expect gcc: "rate"
// expect clang: 'r', 'a', 't', 'e'
// expect: input
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto e = square(parameter<"rate">);
  return static_cast<int>(evaluate(e, input<"rate"> = 3.0));
}
