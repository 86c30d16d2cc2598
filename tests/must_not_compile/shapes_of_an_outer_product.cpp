// SPDX-License-Identifier: BSL-1.0
// expect: outer: both operands must be vectors
// expect: outer: w is 3 but a is a scalar
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto a = parameter<"a">;
  constexpr auto w = parameter<"w", 3>;
  constexpr auto e = outer(w, a);
}
