// SPDX-License-Identifier: BSL-1.0
// expect: symdiff: an expression cannot be changed in place, nor a number become one; make a new one
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto x = parameter<"x">;
  double sum = 0;
  for (int i = 0; i < 3; ++i) sum += i * x;
  return static_cast<int>(sum);
}
