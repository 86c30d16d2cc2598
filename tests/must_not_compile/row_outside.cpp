// SPDX-License-Identifier: BSL-1.0
// expect: row: there is no such row
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto W = parameter<"W", 30, 784>;
  constexpr auto e = row<30>(W);
}
