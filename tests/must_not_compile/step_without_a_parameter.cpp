// SPDX-License-Identifier: BSL-1.0
// expect: step: a parameter of the loss is not in the parameter set
// expect: add it as in parameters p{a = 0.1}
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto a = parameter<"a">;
  constexpr auto b = parameter<"b">;
  parameters p{a = 1.0};
  gradient_descent{}.step(a * b, p);
}
