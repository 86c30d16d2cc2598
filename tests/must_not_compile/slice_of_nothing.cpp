// SPDX-License-Identifier: BSL-1.0
// expect: slice: slice<first, count>(v) takes elements that a vector has
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto w = parameter<"w", 3>;
  constexpr auto e = slice<1, 0>(w);
}
