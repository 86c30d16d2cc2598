// SPDX-License-Identifier: BSL-1.0
// expect: element: the index is outside the matrix
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto x = parameter<"x">;
  constexpr auto j = jacobian(stack(x, sin(x)), x);
  return static_cast<int>(evaluate(element<0, 1>(j), x = 3.0));
}
