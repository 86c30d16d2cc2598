// SPDX-License-Identifier: BSL-1.0
// expect: stack: an argument is neither an expression nor a number
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto a = parameter<"a">;
  constexpr auto e = stack(a, "b");
}
