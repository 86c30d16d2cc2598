// SPDX-License-Identifier: BSL-1.0
// expect: slice: slice<first, count>(v) takes elements that a vector has
// expect: slice: w is 3 (2, 3)
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto w = parameter<"w", 3>;
  constexpr auto e = slice<2, 3>(w);
}
