// SPDX-License-Identifier: BSL-1.0
// expect: diff: the order of a derivative cannot be negative
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto x = parameter<"x">;
  return static_cast<int>(evaluate(diff<-1>(sin(x), x), x = 3.0));
}
