// SPDX-License-Identifier: BSL-1.0
// expect: symdiff: a symbol is given a value that is no number
// expect: celsius
// expect gcc: "alpha"
// expect clang: 'a', 'l', 'p', 'h', 'a'
#include <symdiff/symdiff.hpp>

struct celsius {
  double degrees;
};

int main() {
  using namespace symdiff;
  constexpr auto alpha = parameter<"alpha">;
  return static_cast<int>(gradient(square(alpha), alpha = celsius{3.0})[alpha]);
}
