// SPDX-License-Identifier: BSL-1.0
// expect: hessian: by vectors and matrices of so many numbers
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto w = parameter<"w", 101>;
  return static_cast<int>(hessian(sum(square(w)), w = std::array<double, 101>{})(w, w)(0, 0));
}
