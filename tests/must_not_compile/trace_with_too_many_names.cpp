// SPDX-License-Identifier: BSL-1.0
// expect: trace: the callable takes another number of arguments than there are names or expressions
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto e = trace<"x", "y">([](auto x) { return x * x; });
  return static_cast<int>(e(parameter<"x"> = 3.0, parameter<"y"> = 3.0));
}
