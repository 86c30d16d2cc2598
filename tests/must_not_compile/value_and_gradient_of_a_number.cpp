// SPDX-License-Identifier: BSL-1.0
// expect: value_and_gradient: the first argument is no expression with a number as its value
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto x = parameter<"x">;
  const auto r = value_and_gradient(2.0, x = 3.0);
  return static_cast<int>(r.value + r.gradient[x]);
}
