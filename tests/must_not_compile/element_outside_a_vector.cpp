// SPDX-License-Identifier: BSL-1.0
// expect: element: the index is outside the vector
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto x = parameter<"x">;
  constexpr auto v = stack(x, sin(x));
  return static_cast<int>(evaluate(element<2>(v), x = 3.0));
}
