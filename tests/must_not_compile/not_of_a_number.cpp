// SPDX-License-Identifier: BSL-1.0
// expect: symdiff: '!', '&&' and '||' join conditions; write comparisons such as x < y on both sides
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto x = parameter<"x">;
  return static_cast<int>(evaluate(where(!x, x, 0), x = 3.0));
}
