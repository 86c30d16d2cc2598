// SPDX-License-Identifier: BSL-1.0
// expect: function: the row has no derivative, but the expression is differentiated
#include <symdiff/symdiff.hpp>

struct cube_fn : symdiff::elementary<"cube"> {
  static constexpr auto value(auto x) { return x * x * x; }
};

int main() {
  using namespace symdiff;
  constexpr auto x = parameter<"x">;
  static_assert(evaluate(function<cube_fn>(x), x = 3.0) == 27.0);
  return static_cast<int>(gradient(function<cube_fn>(x), x = 3.0)[x]);
}
