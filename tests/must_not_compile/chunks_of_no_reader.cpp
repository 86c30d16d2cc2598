// SPDX-License-Identifier: BSL-1.0
// expect: chunks: the first argument does not read the second; give a reader such as csv_reader or idx_reader
#include <symdiff/data/chunks.hpp>
#include <symdiff/data/csv.hpp>
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto t = input<"t">;
  csv_table table, rows;
  const chunks data(table, rows, 100, [&] { return dataset{t = rows["time"]}; });
}
