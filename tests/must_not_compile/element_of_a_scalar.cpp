// SPDX-License-Identifier: BSL-1.0
// expect: element: element<i>(v) takes an element that a vector has
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto a = parameter<"a">;
  constexpr auto e = element<0>(a);
}
