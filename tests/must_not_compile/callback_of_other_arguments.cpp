// SPDX-License-Identifier: BSL-1.0
// expect: minimize: on_epoch cannot be called with a record of the epoch
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto a = parameter<"a">;
  parameters p{a = 1.0};
  minimize(square(a), p, gradient_descent{}, {.on_epoch = [](int, double) {}});
}
