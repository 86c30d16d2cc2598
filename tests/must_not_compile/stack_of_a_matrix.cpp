// SPDX-License-Identifier: BSL-1.0
// expect: stack: an argument is a matrix; stack takes scalars and vectors
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto a = parameter<"a">;
  constexpr auto W = parameter<"W", 30, 784>;
  constexpr auto e = stack(a, W);
}
