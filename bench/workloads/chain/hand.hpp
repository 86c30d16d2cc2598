// SPDX-License-Identifier: BSL-1.0
#pragma once
#include "rivals/hand.hpp"
#include "workloads/chain/workload.hpp"

/// What reverse accumulation needs of each level is kept; the way back multiplies local derivatives.
template <int Levels>
struct rivals::hand<workloads::chain<Levels>> {
  std::array<double, 3> operator()(const double* at) const {
    double xs[Levels], sines[Levels], cosines[Levels], exponentials[Levels], reciprocals[Levels];
    double x = at[0];
    for (int k = 0; k < Levels; ++k) {
      xs[k] = x;
      sines[k] = std::sin(x);
      cosines[k] = std::cos(x);
      const double square = x * x;
      exponentials[k] = std::exp(-square);
      reciprocals[k] = 1 / (1 + square);
      x = sines[k] * x + exponentials[k] * reciprocals[k] + at[1];
    }
    double by_x = 1, by_p = 0;
    for (int k = Levels - 1; k >= 0; --k) {
      by_p += by_x;
      by_x *= sines[k] + cosines[k] * xs[k] - 2 * xs[k] * exponentials[k] * reciprocals[k] * (1 + reciprocals[k]);
    }
    return {x, by_x, by_p};
  }
};
