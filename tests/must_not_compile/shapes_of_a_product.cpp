// SPDX-License-Identifier: BSL-1.0
// expect: matmul: the first must have as many columns as the second has rows
// expect: matmul: W is 30x784 but sin(h) is 10
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto W = parameter<"W", 30, 784>;
  constexpr auto h = input<"h", 10>;
  constexpr auto e = matmul(W, sin(h));
}
