// SPDX-License-Identifier: BSL-1.0
#pragma once
#include "workloads/black_scholes/hand.hpp"
#include "workloads/black_scholes_hessian/workload.hpp"

/// The five derivatives, differentiated once more by way of d1 and d2.
template <>
struct rivals::hand<workloads::black_scholes_hessian<1>> {
  std::array<double, 25> operator()(const double* at) const {
    using first = rivals::hand<workloads::black_scholes<1>>;
    const double S = at[0], K = at[1], sigma = at[2], r = at[3], T = at[4];
    const double root = std::sqrt(T), spread = sigma * root, inverse = 1 / spread;
    const double d1 = (std::log(S / K) + (r + 0.5 * sigma * sigma) * T) * inverse, d2 = d1 - spread;
    const double discount = std::exp(-r * T), exercised = discount * first::distribution(d2);
    const double density = first::density(d1), below = discount * first::density(d2);
    const double by_d1[5]{inverse / S, -inverse / K, -d2 / sigma, root / sigma,
                          (r + 0.5 * sigma * sigma) * inverse - 0.5 * d1 / T};
    const double by_d2[5]{by_d1[0], by_d1[1], by_d1[2] - root, by_d1[3], by_d1[4] - 0.5 * sigma / root};
    const double vega = S * density * root;

    std::array<double, 25> h;
    const auto set = [&h](int i, int j, double value) { h[5 * i + j] = h[5 * j + i] = value; };
    for (int j = 0; j < 5; ++j) set(0, j, density * by_d1[j]);
    for (int j = 1; j < 5; ++j) set(1, j, -below * by_d2[j] + (j == 3 ? T : j == 4 ? r : 0) * exercised);
    for (int j = 2; j < 5; ++j) set(2, j, vega * ((j == 4 ? 0.5 / T : 0) - d1 * by_d1[j]));
    set(3, 3, K * T * (below * by_d2[3] - T * exercised));
    set(3, 4, K * (exercised * (1 - r * T) + T * below * by_d2[4]));
    set(4, 4, -0.5 * S * density * sigma / root * (0.5 / T + d1 * by_d1[4]) + r * K * (below * by_d2[4] - r * exercised));
    return h;
  }
};
