// SPDX-License-Identifier: BSL-1.0
// expect: hessian_vector_product: the second argument is no direction
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto x = parameter<"x">;
  return static_cast<int>(hessian_vector_product(square(x), 1.0, x = 3.0)[x]);
}
