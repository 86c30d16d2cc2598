// SPDX-License-Identifier: BSL-1.0
// expect: function: the row has no arity; derive it from symdiff::elementary<"name">
#include <symdiff/symdiff.hpp>

struct cube_fn {
  static constexpr auto value(auto x) { return x * x * x; }
  static constexpr auto derivative(auto x, auto) { return 3 * square(x); }
};

int main() {
  using namespace symdiff;
  constexpr auto x = parameter<"x">;
  return static_cast<int>(evaluate(function<cube_fn>(x), x = 3.0));
}
