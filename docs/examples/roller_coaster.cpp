// SPDX-License-Identifier: BSL-1.0
// roller_coaster FOLDER [CSV]
// Fits a quadratic to the noisy speeds of a roller-coaster by gradient descent, in seven steps:
// initialise, predict, loss, gradient, step, repeat, stop. Writes the data, the fits and every step to
// FOLDER for roller_coaster.gp to draw.
#include <symdiff/data/csv.hpp>
#include <symdiff/symdiff.hpp>

#include <cmath>
#include <exception>
#include <iomanip>
#include <iostream>
#include <string>

#include "normal_deviate.hpp"
#include "output_file.hpp"

using namespace symdiff;

// The model, its loss, and what the compiler derives from them.
constexpr auto a = parameter<"a">;
constexpr auto b = parameter<"b">;
constexpr auto c = parameter<"c">;
constexpr auto t = input<"t">;
constexpr auto speed = input<"speed">;
constexpr auto model = a * square(t) + b * t + c;
constexpr auto loss = mse(model, speed);

void fit(const csv_table& measured, const std::string& folder) {
  const dataset data{t = measured["time"], speed = measured["speed"]};
  std::ofstream points = open_for_writing(folder + "/roller_coaster.dat");
  for (std::size_t i = 0; i < data.size(); ++i) points << data[t][i] << ' ' << data[speed][i] << '\n';

  std::ofstream steps = open_for_writing(folder + "/roller_coaster_steps.dat");
  std::ofstream fits = open_for_writing(folder + "/roller_coaster_fits.dat");
  const auto write_fit = [&](int step, double error, const auto& at) {
    steps << at[a] << ' ' << at[b] << ' ' << at[c] << ' ' << error << '\n';
    fits << '"' << (step == 0 ? "start" : "after step " + std::to_string(step)) << ", loss " << std::lround(error)
         << "\"\n";
    for (int i = 0; i <= 190; ++i) fits << 0.1 * i << ' ' << evaluate(model, at, t = 0.1 * i) << '\n';
    fits << "\n\n";
  };
  std::cout << "model:  " << model << '\n'
            << "loss:   " << loss << '\n'
            << "d/da:   " << diff(loss, a) << "\n\n"
            << std::setprecision(5);

  // 1. Initialise: random parameters.
  std::mt19937 engine(27);
  const double first = normal_deviate(engine), second = normal_deviate(engine), third = normal_deviate(engine);
  parameters p{a = first, b = second, c = third};
  std::cout << "1 initialise: a = " << p[a] << ", b = " << p[b] << ", c = " << p[c] << '\n';

  // 2. Predict: what the model says about the data.
  std::cout << "2 predict:    speed " << evaluate(model, p, t = 0.0) << " at t = 0, "
            << evaluate(model, p, t = 19.0) << " at t = 19; measured were " << data[speed].front() << " and "
            << data[speed].back() << '\n';

  // 3. Loss: how wrong that is.
  std::cout << "3 loss:       " << evaluate(loss, p, data) << '\n';

  // 4. Gradient: where the loss grows fastest.
  const auto slope = gradient(loss, p, data);
  std::cout << "4 gradient:   " << slope[a] << " by a, " << slope[b] << " by b, " << slope[c] << " by c\n";

  // 5. Step: against it.
  const auto optimizer = gradient_descent{.learning_rate = 1e-5};
  std::cout << "5 step:       each parameter moves by -" << optimizer.learning_rate << " times its derivative\n";

  // 6. Repeat: predict, loss, gradient and step. A record has the loss before its step.
  std::cout << "6 repeat:\n  step       loss          a          b          c\n";
  const auto write_row = [](const std::string& name, double error, const auto& at) {
    std::cout << std::setw(6) << name << std::fixed << std::setw(11) << std::setprecision(1) << error
              << std::setprecision(4);
    for (const double value : {at[a], at[b], at[c]}) std::cout << std::setw(11) << value;
    std::cout << '\n';
  };
  auto before = p;
  const auto past = minimize(loss, p, data, optimizer, {.epochs = 10, .on_epoch = [&](const epoch_record& step) {
                                                          write_row(std::to_string(step.number), step.loss, before);
                                                          write_fit(step.number - 1, step.loss, before);
                                                          before = p;
                                                        }});

  // 7. Stop: after ten steps.
  const double left = evaluate(loss, p, data);
  std::cout << "7 stop:       " << past.size() << " steps are done\n";
  write_row("end", left, p);
  write_fit(10, left, p);
}

int main(int count, char** arguments) {
  if (count != 2 && count != 3) {
    std::cerr << "usage: roller_coaster FOLDER [CSV]\n";
    return 2;
  }
  try {
    fit(read_csv(count == 3 ? arguments[2] : "docs/examples/data/roller_coaster.csv"), arguments[1]);
  } catch (const std::exception& error) {
    std::cerr << "roller_coaster: " << error.what() << '\n';
    return 1;
  }
}
