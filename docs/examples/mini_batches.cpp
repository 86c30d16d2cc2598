// SPDX-License-Identifier: BSL-1.0
// mini_batches [FOLDER] [CSV]
// Fits the line of linear_regression by mini-batches: steps down the loss over a few points at a time. First batches of
// 16 at three learning rates, then rate 0.1 at seven sizes. Writes every path and the loss surface to FOLDER for
// mini_batches.gp to draw.
#include <symdiff/data/csv.hpp>
#include <symdiff/symdiff.hpp>

#include <cmath>
#include <exception>
#include <iomanip>
#include <iostream>
#include <string>
#include <vector>

#include "output_file.hpp"

using namespace symdiff;

constexpr auto slope = parameter<"slope">;
constexpr auto intercept = parameter<"intercept">;
constexpr auto x = input<"x">;
constexpr auto y = input<"y">;
constexpr auto loss = mse(slope * x + intercept, y);

struct point {
  double slope, intercept, loss;
};

/// The parameters before and after each of 100 steps, with their loss over all points.
std::vector<point> descend(const auto& data, double rate, long long batch_size) {
  parameters p{slope = -1.0, intercept = 1.0};
  std::vector<point> path;
  const auto remember = [&] { path.push_back({p[slope], p[intercept], evaluate(loss, p, data)}); };
  const auto optimizer = gradient_descent{.learning_rate = rate};
  mini_batches batches{data, {.size = batch_size, .seed = 1, .drop_last = true}};
  remember();
  for (unsigned epoch = 1; path.size() <= 100; ++epoch)
    for (const auto& batch : batches.epoch(epoch)) {
      if (path.size() > 100) break;
      optimizer.step(loss, p, batch);
      remember();
    }
  return path;
}

/// The root mean square length of the last 50 steps: how far the parameters still move when they should rest.
double jitter(const std::vector<point>& path) {
  double sum = 0;
  for (std::size_t i = 51; i <= 100; ++i)
    sum += std::pow(path[i].slope - path[i - 1].slope, 2) + std::pow(path[i].intercept - path[i - 1].intercept, 2);
  return std::sqrt(sum / 50);
}

void compare(const csv_table& measured, const std::string& folder) {
  const dataset data{x = measured["x"], y = measured["y"]};
  std::ofstream paths = open_for_writing(folder + "/mini_batches_paths.dat");
  std::ofstream table = open_for_writing(folder + "/mini_batches_table.dat");
  std::cout << std::fixed << std::setprecision(3);
  const auto row = [&](double rate, long long batch_size) {
    const std::vector<point> path = descend(data, rate, batch_size);
    for (const point& at : path) paths << at.slope << ' ' << at.intercept << ' ' << at.loss << '\n';
    paths << "\n\n";
    table << rate << ' ' << batch_size << ' ' << path.back().loss << ' ' << jitter(path) << '\n';
    std::cout << std::setw(7) << rate << std::setw(6) << batch_size << std::setw(10) << path.back().slope
              << std::setw(11) << path.back().intercept << std::setw(12) << path.back().loss << std::setw(10)
              << jitter(path) << '\n';
  };
  const std::string head = "   rate batch     slope  intercept  final loss    jitter\n";
  std::cout << "100 steps from slope -1, intercept 1. Batches of 16: rate 0.01 is too small, 0.1 right, 1 too large.\n"
            << head;
  for (const double rate : {0.01, 0.1, 1.0}) row(rate, 16);
  std::cout << "\nRate 0.1: the larger the batch, the smaller the jitter.\n" << head;
  for (const long long batch_size : {1, 2, 4, 8, 16, 32, 64}) row(0.1, batch_size);

  std::ofstream surface = open_for_writing(folder + "/mini_batches_surface.dat");
  for (double a = -6; a <= 13; a += 0.25, surface << '\n')
    for (double b = -6; b <= 27; b += 0.25)
      surface << a << ' ' << b << ' ' << evaluate(loss, slope = a, intercept = b, data) << '\n';
}

int main(int count, char** arguments) {
  try {
    compare(read_csv(count > 2 ? arguments[2] : "docs/examples/data/line.csv"), count > 1 ? arguments[1] : ".");
  } catch (const std::exception& error) {
    std::cerr << "mini_batches: " << error.what() << '\n';
    return 1;
  }
}
