// SPDX-License-Identifier: BSL-1.0
// expect: hessian: the expression has no parameters; name inputs with wrt(...)
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto t = input<"t">;
  const auto h = hessian(square(t), t = 3.0);
  return static_cast<int>(h(t, t));
}
