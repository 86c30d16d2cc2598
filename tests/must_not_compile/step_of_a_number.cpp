// SPDX-License-Identifier: BSL-1.0
// expect: step: the parameters to step are no parameter set
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto a = parameter<"a">;
  double p = 1;
  gradient_descent{}.step(a * a, p);
}
