// SPDX-License-Identifier: BSL-1.0
// expect: row_sums, column_sums: only a matrix has rows and columns
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto w = parameter<"w", 3>;
  constexpr auto e = row_sums(w);
}
