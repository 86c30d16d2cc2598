// SPDX-License-Identifier: BSL-1.0
// expect: symdiff: a symbol is given a value that is no number
// expect gcc: const double*
// expect clang: const double *
// expect gcc: "alpha"
// expect clang: 'a', 'l', 'p', 'h', 'a'
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto alpha = parameter<"alpha">;
  const double at = 3.0;
  return static_cast<int>(evaluate(square(alpha), alpha = &at));
}
