// SPDX-License-Identifier: BSL-1.0
// expect: dataset: an argument gives no column to a symbol; write it as in dataset data{t = times}
#include <symdiff/symdiff.hpp>

#include <vector>

int main() {
  using namespace symdiff;
  const std::vector<double> numbers{1, 2};
  dataset data{numbers};
}
