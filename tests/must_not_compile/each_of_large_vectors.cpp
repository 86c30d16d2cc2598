// SPDX-License-Identifier: BSL-1.0
// expect: symdiff: the vectors and matrices of this expression take more than 10,000 operations on single numbers
#include <symdiff/symdiff.hpp>

#include <vector>

int main() {
  using namespace symdiff;
  constexpr auto x = input<"x", 5001>;
  std::vector<double> values(2);
  evaluate_each(sum(x * x), into(values), x = std::vector<double>(10002));
}
