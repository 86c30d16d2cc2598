// SPDX-License-Identifier: BSL-1.0
// expect: evaluate_each: the samples come in chunks, for which there is no one column of results
#include <symdiff/data/chunks.hpp>
#include <symdiff/data/csv.hpp>
#include <symdiff/symdiff.hpp>

#include <span>

int main() {
  using namespace symdiff;
  constexpr auto t = input<"t">;
  csv_reader reader("speed.csv");
  csv_table rows;
  const chunks data(reader, rows, 100, [&] { return dataset{t = rows["time"]}; });
  double values[100]{};
  evaluate_each(square(t), into(std::span(values)), data);
}
