// SPDX-License-Identifier: BSL-1.0
// expect: transpose: only a matrix can be transposed
// expect: transpose: w is 3
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto w = parameter<"w", 3>;
  constexpr auto e = transpose(w);
}
