// SPDX-License-Identifier: BSL-1.0
// Vectors and matrices: a layer of a network, from four kinds of containers, and its derivatives.
#include <symdiff/symdiff.hpp>

#include <array>
#include <cstdio>
#include <span>
#include <vector>

using namespace symdiff;

constexpr auto W = parameter<"W", 2, 3>;  // two rows, three columns
constexpr auto b = parameter<"b", 2>;
constexpr auto x = input<"x", 3>;
constexpr auto target = input<"target", 2>;
constexpr auto layer = tanh(matmul(W, x) + b);
constexpr auto error = sum(square(layer - target));

int main() {
  const std::vector<double> rows{1, 0, -1, 0.5, 0.5, 0.5};  // row by row
  const double offsets[2]{0.1, -0.1};
  const std::array<double, 3> point{0.3, -0.2, 0.5};
  const std::array<double, 2> wanted{0.5, -0.5};

  // The value of a vector is a std::array; what a vector is given is any contiguous range of so many numbers.
  const auto y = evaluate(layer, W = rows, b = offsets, x = std::span(point));
  std::printf("layer:          %7.4f %7.4f\n", y[0], y[1]);

  // A derivative has the shape of its symbol: vectors by [i], matrices by (i, j).
  const auto g = gradient(error, W = rows, b = offsets, x = point, target = wanted);
  std::printf("d error / d b:  %7.4f %7.4f\n", g[b][0], g[b][1]);
  for (int i = 0; i < 2; ++i)
    std::printf("d error / d W%d: %7.4f %7.4f %7.4f\n", i, g[W](i, 0), g[W](i, 1), g[W](i, 2));

  // Over samples, each a row of contiguous numbers: here two of them.
  const std::vector<double> points{0.3, -0.2, 0.5, 1, 2, 3}, targets{0.5, -0.5, 0, 1};
  const dataset data{x = points, target = targets};
  parameters p{W = rows, b = offsets};  // copies, which optimizers step
  minimize(sample_mean(error), p, data, gradient_descent{.learning_rate = 0.1}, {.epochs = 500});
  const auto learnt = evaluate(layer, p, x = point);
  std::printf("after learning: %7.4f %7.4f\n", learnt[0], learnt[1]);
}
