// SPDX-License-Identifier: BSL-1.0
// expect: step: a parameter of the loss is not in the parameter set
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto a = parameter<"a">;
  constexpr auto b = parameter<"b">;
  parameters p{a = 1.0};
  minimize(square(a * b), p, gradient_descent{}, {.epochs = 3});
}
