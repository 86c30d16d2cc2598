// SPDX-License-Identifier: BSL-1.0
// expect: function: the row has no derivative, but the expression is differentiated
#include <symdiff/symdiff.hpp>

struct cube_fn : symdiff::elementary<"cube"> {
  static constexpr auto value(auto x) { return x * x * x; }
};

int main() {
  using namespace symdiff;
  constexpr auto x = parameter<"x">;
  constexpr auto d = diff(x * function<cube_fn>(x), x);
  return static_cast<int>(evaluate(d, x = 3.0));
}
