// SPDX-License-Identifier: BSL-1.0
// expect: softmax_cross_entropy: the logits are no vector
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto a = parameter<"a">;
  constexpr auto e = softmax_cross_entropy(a, 1);
}
