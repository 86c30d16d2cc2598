// SPDX-License-Identifier: BSL-1.0
// expect: function: no argument is an expression; of numbers, call the row's value itself
#include <symdiff/symdiff.hpp>

struct cube_fn : symdiff::elementary<"cube"> {
  static constexpr auto value(auto x) { return x * x * x; }
};

int main() {
  using namespace symdiff;
  return static_cast<int>(function<cube_fn>(3.0));
}
