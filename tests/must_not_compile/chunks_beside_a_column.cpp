// SPDX-License-Identifier: BSL-1.0
// expect: symdiff: samples come in chunks, and other columns are given beside them; let the callable of the
#include <symdiff/data/chunks.hpp>
#include <symdiff/data/csv.hpp>
#include <symdiff/symdiff.hpp>

#include <vector>

int main() {
  using namespace symdiff;
  constexpr auto t = input<"t">;
  constexpr auto speed = input<"speed">;
  csv_reader reader("speed.csv");
  csv_table rows;
  const chunks data(reader, rows, 100, [&] { return dataset{t = rows["time"]}; });
  const std::vector<double> speeds{1, 2};
  return evaluate(sample_mean(t * speed), data, speed = speeds) > 0;
}
