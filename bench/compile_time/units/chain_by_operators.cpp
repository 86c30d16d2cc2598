// SPDX-License-Identifier: BSL-1.0
// The shared chain of LEVELS levels by operators: value and gradient.
#include <symdiff/symdiff.hpp>

using namespace symdiff;

static constexpr auto x = parameter<"x">;
static constexpr auto p = parameter<"p">;

template <int Levels>
constexpr auto chain() {
  if constexpr (Levels == 0) {
    return x;
  } else {
    constexpr auto before = chain<Levels - 1>();
    return sin(before) * before + exp(-(before * before)) / (1_c + before * before) + p;
  }
}
static constexpr auto levels = chain<LEVELS>();

void value_and_slopes(double at, double by, double* out) {
  const auto v = value_and_gradient(levels, x = at, p = by);
  out[0] = v.value;
  out[1] = v.gradient[x];
  out[2] = v.gradient[p];
}
