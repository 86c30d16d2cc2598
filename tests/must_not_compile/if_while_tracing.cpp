// SPDX-License-Identifier: BSL-1.0
// expect: trace: a comparison of traced values is not known while tracing; write where(condition, a, b) instead of if or ?:
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto e = trace<"x">([](auto x) {
    if (x < 1) return sin(x);
    return cos(x);
  });
  return static_cast<int>(e(parameter<"x"> = 3.0));
}
