// SPDX-License-Identifier: BSL-1.0
// expect: step: the parameter set is const
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto a = parameter<"a">;
  const parameters p{a = 1.0};
  gradient_descent{}.step(a * a, p);
}
