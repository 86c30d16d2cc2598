// SPDX-License-Identifier: BSL-1.0
// expect: evaluate_each: there is not one column in into(...) for each result
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto t = input<"t">;
  const double times[]{1.0, 2.0};
  double values[2]{};
  evaluate_each(stack(square(t), 2_c * t), into(std::span(values)), t = times);
}
