// SPDX-License-Identifier: BSL-1.0
// expect: jacobian: the first argument is no expression or stack(...) of them
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto x = parameter<"x">;
  return static_cast<int>(evaluate(jacobian(3.0, x), x = 3.0)(0, 0));
}
