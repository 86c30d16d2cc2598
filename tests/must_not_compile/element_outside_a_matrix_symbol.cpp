// SPDX-License-Identifier: BSL-1.0
// expect: element: there is no such element; element<i, j>(A) takes a matrix
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto W = parameter<"W", 30, 784>;
  constexpr auto e = element<30, 0>(W);
}
