// SPDX-License-Identifier: BSL-1.0
// expect: wrt: only parameters and inputs can be differentiated by
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto x = parameter<"x">;
  return static_cast<int>(gradient(square(x), wrt(x * x), x = 3.0)[x]);
}
