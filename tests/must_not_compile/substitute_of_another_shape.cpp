// SPDX-License-Identifier: BSL-1.0
// expect: substitute: a vector or matrix is given an expression of another shape
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto w = parameter<"w", 3>;
  constexpr auto h = input<"h", 10>;
  constexpr auto e = substitute(sum(w), w = 2 * h);
}
