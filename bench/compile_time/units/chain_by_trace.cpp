// SPDX-License-Identifier: BSL-1.0
// The shared chain of LEVELS levels, traced: value and gradient.
#include <symdiff/symdiff.hpp>

using namespace symdiff;

static constexpr auto x = parameter<"x">;
static constexpr auto p = parameter<"p">;

static constexpr auto levels = trace(
    [](auto x, auto p) {
      for (int k = 0; k < LEVELS; ++k) x = sin(x) * x + exp(-(x * x)) / (1 + x * x) + p;
      return x;
    },
    x, p);

void value_and_slopes(double at, double by, double* out) {
  const auto v = value_and_gradient(levels, x = at, p = by);
  out[0] = v.value;
  out[1] = v.gradient[x];
  out[2] = v.gradient[p];
}
