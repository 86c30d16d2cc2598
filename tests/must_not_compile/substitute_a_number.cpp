// SPDX-License-Identifier: BSL-1.0
// expect: substitute: an argument names no symbol
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto x = parameter<"x">;
  return static_cast<int>(evaluate(substitute(square(x), 3.0)));
}
