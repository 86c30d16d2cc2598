// SPDX-License-Identifier: BSL-1.0
// expect: minimize: on_epoch is larger than 64 bytes; let it capture by reference
#include <symdiff/symdiff.hpp>

#include <array>

int main() {
  using namespace symdiff;
  constexpr auto a = parameter<"a">;
  parameters p{a = 1.0};
  std::array<double, 20> losses{};
  minimize(square(a), p, gradient_descent{}, {.on_epoch = [losses](const epoch_record&) {}});
}
