// SPDX-License-Identifier: BSL-1.0
#pragma once
// F. Black and M. Scholes: the price of a European call, and its derivatives by spot, strike, volatility, rate and time.
#include <cmath>

#include "harness/random.hpp"

namespace workloads {

/// With any number type that has erfc.
template <class T>
constexpr T call_price(const T& spot, const T& strike, const T& volatility, const T& rate, const T& years) {
  using std::erfc, std::exp, std::log, std::sqrt;
  const auto normal_cdf = [](const T& x) -> T {
    const T scaled = -0.70710678118654752440 * x;
    return 0.5 * erfc(scaled);
  };
  const T deviation = volatility * sqrt(years);
  const T d1 = (log(spot / strike) + (rate + 0.5 * (volatility * volatility)) * years) / deviation;
  const T d2 = d1 - deviation;
  return spot * normal_cdf(d1) - strike * exp(-rate * years) * normal_cdf(d2);
}

template <int>
struct black_scholes {
  static constexpr const char* name = "black_scholes";
  static constexpr int size = 1, inputs = 5, outputs = 1;
  static constexpr double operations = 25;

  template <class T>
  static constexpr void compute(const T* x, T* y) {
    y[0] = call_price<T>(x[0], x[1], x[2], x[3], x[4]);
  }

  /// Near the money, where no derivative vanishes by cancellation.
  static std::vector<double> points() {
    return bench::points_in({90, 90, 0.15, 0.01, 0.25}, {110, 110, 0.5, 0.06, 2.0});
  }
};

}  // namespace workloads
