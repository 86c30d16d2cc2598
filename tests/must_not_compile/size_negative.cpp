// SPDX-License-Identifier: BSL-1.0
// expect: symdiff: a size of a symbol must be at least 1
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto w = input<"w", 3, -1>;
}
