// SPDX-License-Identifier: BSL-1.0
// expect: sum: the argument is a plain number; give a vector or matrix
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  [[maybe_unused]] const auto e = sum(3.0);
}
