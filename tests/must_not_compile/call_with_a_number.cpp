// SPDX-License-Identifier: BSL-1.0
// expect: symdiff: an argument gives no value to a symbol; write it as in evaluate(e, x = 3.0)
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto e = square(parameter<"x">);
  return static_cast<int>(e(3.0));
}
