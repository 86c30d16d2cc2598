// SPDX-License-Identifier: BSL-1.0
// expect: chunks: the callable makes no data set of the rows; write it as in [&] { return dataset{t =
#include <symdiff/data/chunks.hpp>
#include <symdiff/data/csv.hpp>

int main() {
  using namespace symdiff;
  csv_reader reader("speed.csv");
  csv_table rows;
  const chunks data(reader, rows, 100, [&] { return rows["time"]; });
}
