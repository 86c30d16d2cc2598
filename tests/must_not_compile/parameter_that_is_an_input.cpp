// SPDX-License-Identifier: BSL-1.0
// expect: parameters: an input is data, not a parameter
// expect: pass it in a dataset or declare it as parameter<…>
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto t = input<"t">;
  parameters p{t = 1.0};
}
