// SPDX-License-Identifier: BSL-1.0
// Makes line.csv: 100 points near the line 3 x + 10, x uniform in (-1, 1), with noise of deviation 0.6. The seed is one
// with which the loss at slope -1 and intercept 1 is near 92; it depends on the mean of x.
#include <cstdio>

#include "../normal_deviate.hpp"

int main() {
  std::mt19937 engine(56);
  std::puts("x,y");
  for (int i = 0; i < 100; ++i) {
    const double x = (static_cast<double>(engine()) + 0.5) / 2147483648.0 - 1;
    std::printf("%.4f,%.4f\n", x, 3 * x + 10 + 0.6 * normal_deviate(engine));
  }
}
