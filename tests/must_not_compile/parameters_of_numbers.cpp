// SPDX-License-Identifier: BSL-1.0
// expect: parameters: an argument gives no value to a symbol; write it as in parameters p{a = 0.1}
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  parameters p{1.0, 2.0};
}
