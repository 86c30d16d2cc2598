// SPDX-License-Identifier: BSL-1.0
// expect: symdiff: a vector or matrix is given something else than contiguous numbers
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto w = parameter<"w", 3>;
  return static_cast<int>(evaluate(sum(w), w = 1.0));
}
