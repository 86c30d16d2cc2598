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
  constexpr auto e = trace<"x">([](auto x) {
    for (int i = 0; i < 2'000; ++i) x = sin(x) * x + exp(-x * x);
    return x;
  });
  return static_cast<int>(e(parameter<"x"> = 3.0));
}
