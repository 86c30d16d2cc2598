// SPDX-License-Identifier: BSL-1.0
// expect: evaluate_each: no value is a column of samples; for a single sample call evaluate
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto t = input<"t">;
  double values[1]{};
  evaluate_each(square(t), into(std::span(values)), t = 3.0);
}
