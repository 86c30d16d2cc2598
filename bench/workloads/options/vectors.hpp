// SPDX-License-Identifier: BSL-1.0
#pragma once
#include <symdiff/evaluate/pack_functions.hpp>

#include "rivals/vectors.hpp"
#include "workloads/options/workload.hpp"

/// The formulas of hand.hpp for as many options as a pack has lanes; logarithm, exponential and erfc are those of the
/// library, of glibc.
template <int Count>
  requires(Count % rivals::lanes == 0)
struct rivals::vectors<workloads::options<Count>> {
  using wide = ::symdiff::simd::pack<double>;
  static constexpr bool whole = true;
  std::vector<double> numbers = std::vector<double>(6 * Count);

  static wide distribution(wide x) { return 0.5 * erfc(x * -0.70710678118654752440); }

  const std::vector<double>& operator()(const double* at) {
    for (int i = 0; i < Count; i += wide::lanes) {
      const double* from = at + i;
      const auto next = [&from] {
        const wide column = wide::load(from);
        from += Count;
        return column;
      };
      const wide S = next(), K = next(), sigma = next(), r = next(), T = next();
      const wide root = sqrt(T), spread = sigma * root;
      const wide d1 = (log(S / K) + (r + 0.5 * sigma * sigma) * T) / spread;
      const wide above = distribution(d1), exercised = distribution(d1 - spread);
      const wide discount = exp(-r * T), strike = K * discount * exercised;
      const wide density = S * 0.39894228040143267794 * exp(-0.5 * d1 * d1);
      double* to = numbers.data() + i;
      const auto put = [&to](wide column) {
        column.store(to);
        to += Count;
      };
      put(S * above - strike);
      put(above);
      put(-discount * exercised);
      put(density * root);
      put(strike * T);
      put(0.5 * density * sigma / root + r * strike);
    }
    return numbers;
  }
};
