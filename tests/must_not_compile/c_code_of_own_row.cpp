// SPDX-License-Identifier: BSL-1.0
// expect: to_c: a function of your own has no C code
#include <symdiff/notation/symbols.hpp>
#include <symdiff/print/c_code.hpp>

struct twice_fn : symdiff::elementary<"twice"> {
  static constexpr auto value(auto x) { return 2 * x; }
  static constexpr auto derivative(auto, auto) { return 2.0; }
};

int main() { return symdiff::to_c(symdiff::function<twice_fn>(symdiff::parameter<"x">), "f").empty(); }
