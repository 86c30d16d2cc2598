// SPDX-License-Identifier: BSL-1.0
// expect: sum: there is nothing to sum
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  [[maybe_unused]] const auto e = sum();
}
