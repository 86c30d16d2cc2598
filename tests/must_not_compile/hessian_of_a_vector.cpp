// SPDX-License-Identifier: BSL-1.0
// expect: symdiff: gradients, Hessians and optimizers need an expression of one number
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto w = parameter<"w", 3>;
  constexpr auto a = parameter<"a">;
  return static_cast<int>(hessian(w * a, wrt(a), a = 1.0, w = std::array{1.0, 2.0, 3.0})(a, a));
}
