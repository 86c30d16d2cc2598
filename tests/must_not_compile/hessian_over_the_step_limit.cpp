// SPDX-License-Identifier: BSL-1.0
// expect: symdiff: the compiler gave up computing this expression
// expect: -fconstexpr-steps=
// expect: -fconstexpr-ops-limit=
// expect: -fconstexpr-loop-limit=
// expect: trace(...)
// flags gcc: -fconstexpr-ops-limit=1500000
// flags clang: -fconstexpr-steps=100000
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto x = parameter<"x">;
  constexpr auto p = parameter<"p">;
  constexpr auto e = trace([](auto y, auto q) {
    for (int i = 0; i < 50; ++i) y = sin(y) * q + exp(-y * q) / (1 + y * q);
    return y;
  }, x, p);
  return static_cast<int>(hessian(e, x = 3.0, p = 2.0)(x, p));
}
