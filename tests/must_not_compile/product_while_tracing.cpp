// SPDX-License-Identifier: BSL-1.0
// expect: symdiff: a function of vectors and matrices is called with shapes that it does not take in a traced callable
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto W = parameter<"W", 30, 784>;
  constexpr auto h = input<"h", 10>;
  constexpr auto e = trace([](auto u, auto v) { return sum(matmul(u, v)); }, W, h);
}
