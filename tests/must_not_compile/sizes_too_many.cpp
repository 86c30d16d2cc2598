// SPDX-License-Identifier: BSL-1.0
// expect: symdiff: a symbol is a scalar, a vector or a matrix; give at most two sizes
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto w = parameter<"w", 2, 3, 4>;
}
