// SPDX-License-Identifier: BSL-1.0
// Calls each unit whose processor this is like, and compares what they give.
#include <cmath>
#include <cstdio>

double baseline();
double avx2();
double avx512();

int main() {
  __builtin_cpu_init();
  const double expected = baseline();
  int wrong = 0;
  const auto compare = [&](const char* name, double result) {
    std::printf("%s %.15g\n", name, result);
    wrong += !(std::abs(result - expected) <= 1e-5 * std::abs(expected));
  };
  compare("baseline", expected);
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) compare("avx2", avx2());
  if (__builtin_cpu_supports("avx512f")) compare("avx512", avx512());
  return wrong;
}
