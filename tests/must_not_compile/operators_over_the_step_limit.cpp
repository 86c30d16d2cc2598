// SPDX-License-Identifier: BSL-1.0
// expect: symdiff: the compiler gave up computing this expression
// expect: -fconstexpr-steps=
// expect: -fconstexpr-ops-limit=
// expect: -fconstexpr-loop-limit=
// expect: trace(...)
// flags gcc: -fconstexpr-ops-limit=3000
// flags clang: -fconstexpr-steps=400
#include <symdiff/symdiff.hpp>

constexpr auto twice(const auto& y) {
  using namespace symdiff;
  return sin(y * y) + exp(y) / y;
}

int main() {
  using namespace symdiff;
  constexpr auto x = parameter<"x">;
  constexpr auto e = twice(twice(twice(twice(twice(twice(x))))));
  return static_cast<int>(evaluate(e, x = 3.0));
}
