// SPDX-License-Identifier: BSL-1.0
// expect: hessian: there is no row of a symbol
// expect gcc: "zeta"
// expect clang: 'z', 'e', 't', 'a'
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto x = parameter<"x">;
  constexpr auto zeta = parameter<"zeta">;
  const auto h = hessian(square(x), x = 3.0);
  return static_cast<int>(h(x, zeta));
}
