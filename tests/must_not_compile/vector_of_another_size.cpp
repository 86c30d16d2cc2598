// SPDX-License-Identifier: BSL-1.0
// expect: symdiff: a vector or matrix is given another count of numbers than it has
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto w = parameter<"w", 3>;
  return static_cast<int>(evaluate(sum(w), w = std::array{1.0, 2.0}));
}
