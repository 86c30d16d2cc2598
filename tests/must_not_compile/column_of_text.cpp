// SPDX-License-Identifier: BSL-1.0
// expect: symdiff: a symbol is given a value that is no number and no contiguous column of numbers
// expect gcc: "t"
// expect clang: 't'
#include <string>
#include <vector>

#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto t = input<"t">;
  const std::vector<std::string> texts{"1", "2"};
  return static_cast<int>(evaluate(sample_mean(t), t = texts));
}
