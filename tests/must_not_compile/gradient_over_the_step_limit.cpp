// SPDX-License-Identifier: BSL-1.0
// expect: symdiff: the compiler gave up computing this expression
// expect: -fconstexpr-steps=
// expect: -fconstexpr-ops-limit=
// expect: -fconstexpr-loop-limit=
// expect: trace(...)
// flags gcc: -fconstexpr-ops-limit=3000000
// flags clang: -fconstexpr-steps=200000
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto x = parameter<"x">;
  constexpr auto e = trace([](auto y) {
    for (int i = 0; i < 300; ++i) y = sin(y) * y + exp(-y * y) / (1 + y * y);
    return y;
  }, x);
  return static_cast<int>(gradient(e, x = 3.0)[x]);
}
