// SPDX-License-Identifier: BSL-1.0
// expect: into: a column for results is no contiguous range that can be written to
#include <symdiff/symdiff.hpp>

int main() {
  using namespace symdiff;
  constexpr auto t = input<"t">;
  const double times[]{1.0, 2.0};
  const double values[2]{};
  evaluate_each(square(t), into(std::span(values)), t = times);
}
