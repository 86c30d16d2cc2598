// SPDX-License-Identifier: BSL-1.0
// expect: symdiff: a symbol of the expression has no value
// expect: pass it as in evaluate(e, x = 3.0)
// expect gcc: "beta"
// expect clang: 'b', 'e', 't', 'a'
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto alpha = parameter<"alpha">;
  constexpr auto beta = parameter<"beta">;
  return static_cast<int>(evaluate(alpha * exp(beta), alpha = 3.0));
}
