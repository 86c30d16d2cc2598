// SPDX-License-Identifier: BSL-1.0
// expect: diff: only a parameter or an input can be differentiated by
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto x = parameter<"x">;
  constexpr auto d = diff(sin(x), x * x);
  return static_cast<int>(evaluate(d, x = 3.0));
}
