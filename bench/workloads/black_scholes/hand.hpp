// SPDX-License-Identifier: BSL-1.0
#pragma once
#include "rivals/hand.hpp"
#include "workloads/black_scholes/workload.hpp"

/// Reverse accumulation over named intermediates; what is not used twice has no adjoint of its own.
template <>
struct rivals::hand<workloads::black_scholes<1>> {
  static double distribution(double x) { return 0.5 * std::erfc(-x * 0.70710678118654752440); }
  static double density(double x) { return 0.39894228040143267794 * std::exp(-0.5 * x * x); }

  std::array<double, 6> operator()(const double* at) const {
    const double S = at[0], K = at[1], sigma = at[2], r = at[3], T = at[4];
    const double root = std::sqrt(T);
    const double deviation = sigma * root;
    const double drift = r + 0.5 * sigma * sigma;
    const double d1 = (std::log(S / K) + drift * T) / deviation;
    const double d2 = d1 - deviation;
    const double above = distribution(d1), exercised = distribution(d2);
    const double discount = std::exp(-r * T);
    const double strike = K * discount;
    const double price = S * above - strike * exercised;

    const double d2_adjoint = -strike * density(d2);
    const double d1_adjoint = S * density(d1) + d2_adjoint;
    const double numerator_adjoint = d1_adjoint / deviation;
    const double deviation_adjoint = -d2_adjoint - numerator_adjoint * d1;
    const double drift_adjoint = numerator_adjoint * T;
    const double exponent_adjoint = -exercised * strike;
    const double S_adjoint = above + numerator_adjoint / S;
    const double K_adjoint = -exercised * discount - numerator_adjoint / K;
    const double sigma_adjoint = deviation_adjoint * root + drift_adjoint * sigma;
    const double r_adjoint = drift_adjoint - exponent_adjoint * T;
    const double T_adjoint = numerator_adjoint * drift + 0.5 * deviation_adjoint * sigma / root - exponent_adjoint * r;
    return {price, S_adjoint, K_adjoint, sigma_adjoint, r_adjoint, T_adjoint};
  }
};
