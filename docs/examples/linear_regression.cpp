// SPDX-License-Identifier: BSL-1.0
// linear_regression [FOLDER] [CSV]
// Finds the line through 100 noisy points by gradient descent. The points were made with slope 3, intercept 10 and
// noise of deviation 0.6. Writes the points and every step to FOLDER for linear_regression.gp to draw.
#include <symdiff/data/csv.hpp>
#include <symdiff/symdiff.hpp>

#include <exception>
#include <iomanip>
#include <iostream>
#include <string>

#include "output_file.hpp"

using namespace symdiff;

constexpr auto slope = parameter<"slope">;
constexpr auto intercept = parameter<"intercept">;
constexpr auto x = input<"x">;
constexpr auto y = input<"y">;
constexpr auto line = slope * x + intercept;
constexpr auto loss = mse(line, y);

void fit(const csv_table& measured, const std::string& folder) {
  const dataset data{x = measured["x"], y = measured["y"]};
  std::ofstream points = open_for_writing(folder + "/linear_regression_points.dat");
  for (std::size_t i = 0; i < data.size(); ++i) points << data[x][i] << ' ' << data[y][i] << '\n';

  parameters p{slope = -1.0, intercept = 1.0};
  std::cout << "line:               " << line << "\nloss:               " << loss
            << "\nd loss/d slope:     " << diff(loss, slope) << "\nd loss/d intercept: " << diff(loss, intercept)
            << "\n\n  step      loss    slope  intercept\n" << std::fixed;

  std::ofstream steps = open_for_writing(folder + "/linear_regression_steps.dat");
  const auto write = [&](int step, double error, const auto& at) {
    steps << at[slope] << ' ' << at[intercept] << ' ' << error << '\n';
    if (step == 1 || step == 2 || step == 5 || step % 10 == 0)
      std::cout << std::setw(6) << step << std::setw(10) << std::setprecision(3) << error << std::setw(9) << at[slope]
                << std::setw(11) << at[intercept] << '\n';
  };
  write(0, evaluate(loss, p, data), p);
  minimize(loss, p, data, gradient_descent{.learning_rate = 0.1},
           {.epochs = 100,
            .on_epoch = [&](const epoch_record& step) { write(step.number, evaluate(loss, p, data), p); }});

  std::cout << "\nThe points were made with slope 3 and intercept 10; the noise alone leaves a loss of about 0.36.\n";
}

int main(int count, char** arguments) {
  try {
    fit(read_csv(count > 2 ? arguments[2] : "docs/examples/data/line.csv"), count > 1 ? arguments[1] : ".");
  } catch (const std::exception& error) {
    std::cerr << "linear_regression: " << error.what() << '\n';
    return 1;
  }
}
