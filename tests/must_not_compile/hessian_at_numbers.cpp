// SPDX-License-Identifier: BSL-1.0
// expect: hessian: an index is no symbol; write it as in h(a, b)
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto x = parameter<"x">;
  const auto h = hessian(square(x), x = 3.0);
  return static_cast<int>(h(0, 0));
}
