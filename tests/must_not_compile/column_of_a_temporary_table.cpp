// SPDX-License-Identifier: BSL-1.0
// expect: read_csv: a column of a temporary table would be gone before it is read; give the table a name
#include <symdiff/data/csv.hpp>
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto t = input<"t">;
  dataset data{t = read_csv("speed.csv")["time"]};
}
