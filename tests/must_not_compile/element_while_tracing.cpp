// SPDX-License-Identifier: BSL-1.0
// expect: symdiff: an element or slice is outside of its vector in a traced callable
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto w = parameter<"w", 3>;
  constexpr auto e = trace([](auto u) { return element<3>(u); }, w);
}
