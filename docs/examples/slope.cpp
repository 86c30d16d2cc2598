// SPDX-License-Identifier: BSL-1.0
// The slope of x² and of a sum of squares.
#include <symdiff/symdiff.hpp>

#include <iostream>

int main() {
  using namespace symdiff;

  constexpr auto x = parameter<"x">;
  constexpr auto f = square(x);
  constexpr auto slope = diff(f, x);
  std::cout << "f(x)  = " << f << ",  f(3)  = " << f(x = 3.0) << '\n';
  std::cout << "f'(x) = " << slope << ",  f'(3) = " << slope(x = 3.0) << '\n';

  constexpr auto y = parameter<"y">;
  constexpr auto z = parameter<"z">;
  constexpr auto sum = square(x) + square(y) + square(z);
  const auto [value, gradient] = value_and_gradient(sum, x = 3.0, y = 4.0, z = 10.0);
  std::cout << "the sum of the squares of [3, 4, 10] is " << value << ", its gradient ["
            << gradient[x] << ", " << gradient[y] << ", " << gradient[z] << "]\n";
}
