// SPDX-License-Identifier: BSL-1.0
// expect: symdiff: a symbol is given a value that is no number
// expect gcc: std::__cxx11::basic_string
// expect clang: std::basic_string<char>
// expect gcc: "alpha"
// expect clang: 'a', 'l', 'p', 'h', 'a'
#include <string>

#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto alpha = parameter<"alpha">;
  const std::string text = "3.0";
  return static_cast<int>(evaluate(square(alpha), alpha = text));
}
