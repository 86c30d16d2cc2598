// SPDX-License-Identifier: BSL-1.0
// expect: symdiff: a symbol's name is too long; it may have at most 31 characters
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto x = parameter<"a_name_of_more_than_thirty_one_characters">;
  return static_cast<int>(evaluate(square(x), x = 3.0));
}
