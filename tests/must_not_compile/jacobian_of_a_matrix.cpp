// SPDX-License-Identifier: BSL-1.0
// expect: jacobian: the first argument is a matrix
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto W = parameter<"W", 30, 784>;
  constexpr auto h = input<"h", 10>;
  constexpr auto e = jacobian(sin(W), h);
}
