// SPDX-License-Identifier: BSL-1.0
// expect: element: element<i>(v) takes an element that a vector has
// expect: element: w is 3 (3)
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto w = parameter<"w", 3>;
  constexpr auto e = element<3>(w);
}
