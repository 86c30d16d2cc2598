// SPDX-License-Identifier: BSL-1.0
// A European call by the formula of Black and Scholes: one option's price and its derivatives by spot,
// strike, volatility, rate and time.
#include <symdiff/symdiff.hpp>

#include "comparison.hpp"

namespace {

using comparison::result;
using option = comparison::point<5>;

constexpr auto S = symdiff::parameter<"S">;
constexpr auto K = symdiff::parameter<"K">;
constexpr auto sigma = symdiff::parameter<"sigma">;
constexpr auto r = symdiff::parameter<"r">;
constexpr auto T = symdiff::parameter<"T">;

constexpr auto call = [] {
  using namespace symdiff::literals;
  const auto deviation = sigma * sqrt(T);
  const auto d1 = (log(S / K) + (r + 0.5_c * square(sigma)) * T) / deviation;
  const auto d2 = d1 - deviation;
  return S * normal_cdf(d1) - K * exp(-r * T) * normal_cdf(d2);
}();

[[gnu::noinline]] result<5> by_symdiff(const option& o) {
  const auto v = symdiff::value_and_gradient(call, S = o[0], K = o[1], sigma = o[2], r = o[3], T = o[4]);
  return {v.value, v.gradient[S], v.gradient[K], v.gradient[sigma], v.gradient[r], v.gradient[T]};
}

double distribution(double x) { return 0.5 * std::erfc(-x * 0.70710678118654752440); }
double density(double x) { return 0.39894228040143267794 * std::exp(-0.5 * x * x); }

/// Reverse accumulation over named intermediates; what is not used twice has no adjoint of its own.
[[gnu::noinline]] result<5> by_hand(const option& o) {
  const auto [S, K, sigma, r, T] = o;
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
  const double T_adjoint =
      numerator_adjoint * drift + 0.5 * deviation_adjoint * sigma / root - exponent_adjoint * r;
  return {price, S_adjoint, K_adjoint, sigma_adjoint, r_adjoint, T_adjoint};
}

/// Near the money, where no derivative vanishes by cancellation.
const auto options = comparison::points_in<5>({90, 90, 0.15, 0.01, 0.25},
                                               {110, 110, 0.5, 0.06, 2.0});

}  // namespace

int main(int argument_count, char** arguments) {
  comparison::compare("black_scholes", by_symdiff, by_hand, options);
  return comparison::run(argument_count, arguments);
}
