// SPDX-License-Identifier: BSL-1.0
// Fits a line to a file of which seven rows at a time are in memory.
#include <symdiff/data/chunks.hpp>
#include <symdiff/data/csv.hpp>
#include <symdiff/symdiff.hpp>

#include <iostream>

using namespace symdiff;

constexpr auto slope = parameter<"slope">;
constexpr auto offset = parameter<"offset">;
constexpr auto x = input<"x">;
constexpr auto y = input<"y">;
constexpr auto loss = mse(slope * x + offset, y);

int main() {
  parameters p{slope = 0.0, offset = 0.0};
  // [chunks]
  csv_reader reader("docs/examples/data/line.csv");
  csv_table rows;
  const chunks data(reader, rows, 7, [&] { return dataset{x = rows["x"], y = rows["y"]}; });

  // The loss over all rows, and 200 epochs with a step after every seven rows.
  std::cout << "loss " << evaluate(loss, p, data) << '\n';
  minimize(loss, p, data, adam{.learning_rate = 0.05}, {.epochs = 200, .batch_size = 7, .shuffle = false});
  // [chunks]
  std::cout.precision(3);
  std::cout << "slope " << p[slope] << ", offset " << p[offset] << ", loss " << evaluate(loss, p, data) << '\n';
}
