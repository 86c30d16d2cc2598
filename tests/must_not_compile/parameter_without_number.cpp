// SPDX-License-Identifier: BSL-1.0
// expect: parameters: the value of a scalar parameter is no number
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto a = parameter<"a">;
  parameters p{a = "1.0"};
}
