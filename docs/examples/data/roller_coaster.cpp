// SPDX-License-Identifier: BSL-1.0
// Makes roller_coaster.csv: the speed of a roller-coaster over its hill, once a second, as measured by
// hand. The true speed is 0.75 (t - 9.5)² + 1; the measurement adds noise of deviation 3.
#include <cstdio>

#include "../normal_deviate.hpp"

int main() {
  std::mt19937 engine(42);
  std::puts("time,speed");
  for (int t = 0; t < 20; ++t) {
    const double from_top = t - 9.5;
    const double speed = 0.75 * from_top * from_top + 1;
    std::printf("%d,%.2f\n", t, speed + 3 * normal_deviate(engine));
  }
}
