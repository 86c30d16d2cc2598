// SPDX-License-Identifier: BSL-1.0
// expect: trace: the callable returns something else than a number
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto e = trace<"x">([](auto) { return "x"; });
  return static_cast<int>(e(parameter<"x"> = 3.0));
}
