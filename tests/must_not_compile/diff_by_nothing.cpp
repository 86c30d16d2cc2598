// SPDX-License-Identifier: BSL-1.0
// expect: diff: name the symbol to differentiate by, as in diff(e, x)
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto x = parameter<"x">;
  return static_cast<int>(evaluate(diff(sin(x)), x = 3.0));
}
