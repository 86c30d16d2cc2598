// SPDX-License-Identifier: BSL-1.0
// expect: symdiff: gradients, Hessians and optimizers need an expression of one number
// expect gcc: Columns = 784
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto W = parameter<"W", 30, 784>;
  value_and_gradient(2 * W, W = std::array<double, 30 * 784>{});
}
