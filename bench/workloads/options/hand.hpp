// SPDX-License-Identifier: BSL-1.0
#pragma once
#include "workloads/black_scholes/hand.hpp"
#include "workloads/options/workload.hpp"

/// With S φ(d1) = K exp(-rT) φ(d2), which no derivative knows.
template <int Count>
struct rivals::hand<workloads::options<Count>> {
  static constexpr bool whole = true;
  std::vector<double> numbers = std::vector<double>(6 * Count);

  const std::vector<double>& operator()(const double* at) {
    const double *const S = at, *const K = at + Count, *const sigma = at + 2 * Count, *const r = at + 3 * Count,
                        *const T = at + 4 * Count;
    double* const to = numbers.data();
    for (int i = 0; i < Count; ++i) {
      using single = rivals::hand<workloads::black_scholes<1>>;
      const double root = std::sqrt(T[i]), spread = sigma[i] * root;
      const double d1 = (std::log(S[i] / K[i]) + (r[i] + 0.5 * sigma[i] * sigma[i]) * T[i]) / spread;
      const double above = single::distribution(d1), exercised = single::distribution(d1 - spread);
      const double strike = K[i] * std::exp(-r[i] * T[i]), density = S[i] * single::density(d1);
      to[i] = S[i] * above - strike * exercised;
      to[i + Count] = above;
      to[i + 2 * Count] = -strike / K[i] * exercised;
      to[i + 3 * Count] = density * root;
      to[i + 4 * Count] = strike * T[i] * exercised;
      to[i + 5 * Count] = density * sigma[i] / (2 * root) + r[i] * strike * exercised;
    }
    return numbers;
  }
};
