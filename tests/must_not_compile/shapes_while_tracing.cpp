// SPDX-License-Identifier: BSL-1.0
// expect: symdiff: vectors or matrices of different shapes meet element by element in a traced callable
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto w = parameter<"w", 3>;
  constexpr auto h = input<"h", 10>;
  constexpr auto e = trace([](auto u, auto v) { return u + v; }, w, h);
}
