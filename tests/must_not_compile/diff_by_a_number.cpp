// SPDX-License-Identifier: BSL-1.0
// expect: diff: only a parameter or an input can be differentiated by
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto x = parameter<"x">;
  return static_cast<int>(evaluate(diff<2>(sin(x), 1.0), x = 3.0));
}
