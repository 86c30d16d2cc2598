// SPDX-License-Identifier: BSL-1.0
// expect: parameters: a symbol is given a value twice
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto a = parameter<"a">;
  parameters p{a = 1.0, a = 2.0};
}
