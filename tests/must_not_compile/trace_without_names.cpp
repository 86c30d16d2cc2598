// SPDX-License-Identifier: BSL-1.0
// expect: trace: there is nothing to call the callable with
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto e = trace([](auto x) { return x * x; });
  return static_cast<int>(e(parameter<"x"> = 3.0));
}
