// SPDX-License-Identifier: BSL-1.0
// expect: symdiff: there is no entry for a symbol
// expect gcc: "zeta"
// expect clang: 'z', 'e', 't', 'a'
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto x = parameter<"x">;
  constexpr auto zeta = parameter<"zeta">;
  const auto g = gradient(square(x), x = 3.0);
  return static_cast<int>(g[zeta]);
}
