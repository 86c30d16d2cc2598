// SPDX-License-Identifier: BSL-1.0
// expect: symdiff: the compiler gave up computing this expression
// expect: -fconstexpr-steps=
// expect: -fconstexpr-ops-limit=
// expect: -fconstexpr-loop-limit=
// expect: trace(...)
// flags clang: -fconstexpr-steps=100000
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto e = trace<"x">([](auto x) {
    int turns = 0;
    for (int i = 0; i < 300'000; ++i) turns += i % 2;
    return x * turns;
  });
  return static_cast<int>(e(parameter<"x"> = 3.0));
}
