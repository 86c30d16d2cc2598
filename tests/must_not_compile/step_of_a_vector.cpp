// SPDX-License-Identifier: BSL-1.0
// expect: symdiff: gradients, Hessians and optimizers need an expression of one number
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto w = parameter<"w", 3>;
  parameters p{w = std::array{1.0, 2.0, 3.0}};
  gradient_descent{}.step(square(w), p);
}
