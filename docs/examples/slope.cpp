// SPDX-License-Identifier: BSL-1.0
// slope [FOLDER]
// The slope of x² and of a sum of squares, and what it is for: a step against the slope goes down. Four learning
// rates, of which one is right. Writes the steps to FOLDER for slope.gp to draw.
#include <symdiff/symdiff.hpp>

#include <iomanip>
#include <iostream>
#include <vector>

#include "output_file.hpp"

int main(int count, char** arguments) {
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

  const double start = -1.5;
  std::cout << "\nat x = " << start << " the slope is " << slope(x = start)
            << ": down is to the right. Ten steps of -rate times the slope:\n\n"
            << "  step   too low     right  bouncing diverging\n"
            << "  rate      0.05      0.30      0.90      1.05\n";
  std::vector<std::vector<double>> paths;
  for (const double rate : {0.05, 0.3, 0.9, 1.05}) {
    parameters p{x = start};
    auto& path = paths.emplace_back(1, start);
    minimize(f, p, gradient_descent{.learning_rate = rate},
             {.epochs = 10, .on_epoch = [&](const epoch_record&) { path.push_back(p[x]); }});
  }

  std::ofstream file = open_for_writing((count > 1 ? arguments[1] : ".") + std::string("/slope.dat"));
  std::cout << std::fixed << std::setprecision(3);
  for (std::size_t step = 0; step <= 10; ++step) {
    std::cout << std::setw(6) << step;
    for (const auto& path : paths) {
      std::cout << std::setw(10) << path[step];
      file << path[step] << ' ';
    }
    std::cout << '\n';
    file << '\n';
  }
}
