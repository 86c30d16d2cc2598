// SPDX-License-Identifier: BSL-1.0
// The price of five options and its sensitivities to the share's price and to the volatility, each stored.
#include <symdiff/symdiff.hpp>

#include <array>
#include <cstdio>

int main() {
  using namespace symdiff;

  constexpr auto share = input<"share">;
  constexpr auto strike = input<"strike">;
  constexpr auto volatility = input<"volatility">;
  constexpr auto years = input<"years">;
  constexpr auto spread = volatility * sqrt(years);
  constexpr auto moneyness = log(share / strike) / spread + 0.5_c * spread;
  constexpr auto price = share * normal_cdf(moneyness) - strike * normal_cdf(moneyness - spread);

  const std::array shares{90.0, 95.0, 100.0, 105.0, 110.0};
  std::array<double, 5> prices, deltas, vegas;
  evaluate_each(stack(price, diff(price, share), diff(price, volatility)), into(prices, deltas, vegas),
                share = shares, strike = 100.0, volatility = 0.2, years = 0.5);

  std::puts(" share  price  delta   vega");
  for (std::size_t i = 0; i < shares.size(); ++i)
    std::printf("%6.1f %6.2f %6.3f %6.2f\n", shares[i], prices[i], deltas[i], vegas[i]);
}
