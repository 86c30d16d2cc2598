// SPDX-License-Identifier: BSL-1.0
// expect: diff: the first argument is no expression; give one made of parameters and inputs
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto x = parameter<"x">;
  return static_cast<int>(evaluate(diff(2.0, x), x = 3.0));
}
