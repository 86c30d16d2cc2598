// SPDX-License-Identifier: BSL-1.0
// expect: symdiff: a symbol of the expression has no value
// expect gcc: "beta"
// expect clang: 'b', 'e', 't', 'a'
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto alpha = parameter<"alpha">;
  constexpr auto beta = parameter<"beta">;
  const auto g = gradient(alpha * exp(beta), alpha = 3.0);
  return static_cast<int>(g[alpha]);
}
