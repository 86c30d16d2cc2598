// SPDX-License-Identifier: BSL-1.0
// expect: diff: the derivative of a vector by a matrix, or of a matrix by either, has more than two indices
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto W = parameter<"W", 30, 784>;
  constexpr auto h = input<"h", 10>;
  constexpr auto e = diff(sin(h), W);
}
