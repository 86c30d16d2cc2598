// SPDX-License-Identifier: BSL-1.0
// expect: dataset: a column is a temporary container that would be gone before it is read
// expect: give it a name
#include <symdiff/symdiff.hpp>

#include <vector>

int main() {
  using namespace symdiff;
  constexpr auto t = input<"t">;
  dataset data{t = std::vector<double>{1, 2}};
}
