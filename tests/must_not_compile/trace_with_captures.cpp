// SPDX-License-Identifier: BSL-1.0
// expect: trace: the callable is no lambda without captures
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  double scale = 2.0;
  const auto e = trace<"x">([scale](auto x) { return scale * x; });
  return static_cast<int>(e(parameter<"x"> = 3.0));
}
