// SPDX-License-Identifier: BSL-1.0
// expect: reshape: the new shape must hold as many numbers
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto w = parameter<"w", 3>;
  constexpr auto e = reshape<-1, -3>(w);
}
