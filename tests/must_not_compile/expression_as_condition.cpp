// SPDX-License-Identifier: BSL-1.0
// expect: where: the first argument is no condition; write a comparison such as x < y
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto x = parameter<"x">;
  return static_cast<int>(evaluate(where(x, x, 0), x = 3.0));
}
