// SPDX-License-Identifier: BSL-1.0
// expect: row: there is no such row; row<i>(A) takes a matrix
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto w = parameter<"w", 3>;
  constexpr auto e = row<0>(w);
}
