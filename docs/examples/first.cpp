// SPDX-License-Identifier: BSL-1.0
#include <symdiff/symdiff.hpp>

#include <array>
#include <iostream>

int main() {
  using namespace symdiff;

  // A derivative is an expression again: printed, called, and checked by the compiler.
  constexpr auto x = parameter<"x">;
  constexpr auto slope = diff(square(x), x);
  static_assert(slope(x = 3.0) == 6.0);
  std::cout << "slope of x squared: " << slope << '\n';

  // A loss over data, and its minimum by gradient descent.
  constexpr auto a = parameter<"a">;
  constexpr auto b = parameter<"b">;
  constexpr auto t = input<"t">;
  constexpr auto height = input<"height">;
  constexpr auto loss = sample_mean(square(a * t + b - height));

  const std::array<double, 5> times = {0, 1, 2, 3, 4};
  const std::array<double, 5> heights = {1, 3, 5, 7, 9};
  const dataset data{t = times, height = heights};
  parameters p{a = 0.0, b = 0.0};
  minimize(loss, p, data, gradient_descent{.learning_rate = 0.1}, {.epochs = 500});
  std::cout << "the line: " << p[a] << " t + " << p[b] << '\n';
}
