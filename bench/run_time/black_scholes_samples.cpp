// SPDX-License-Identifier: BSL-1.0
// Black and Scholes' call over 1,000 options: value and 5 sensitivities of each, stored, beside a plain loop.
#include <symdiff/symdiff.hpp>

#include <cmath>
#include <random>
#include <span>

#include "sides.hpp"

namespace {

using namespace symdiff;

constexpr auto S = input<"S">;
constexpr auto K = input<"K">;
constexpr auto sigma = input<"sigma">;
constexpr auto r = input<"r">;
constexpr auto T = input<"T">;
constexpr auto deviation = sigma * sqrt(T);
constexpr auto d1 = (log(S / K) + (r + 0.5_c * square(sigma)) * T) / deviation;
constexpr auto call = S * normal_cdf(d1) - K * exp(-r * T) * normal_cdf(d1 - deviation);
constexpr auto all =
    stack(call, diff(call, S), diff(call, K), diff(call, sigma), diff(call, r), diff(call, T));

constexpr int count = 1000;
double s[count], k[count], v[count], rate[count], years[count];
double ours[6][count], expected[6][count];

[[gnu::noinline]] double by_symdiff() {
  evaluate_each(all,
                into(std::span(ours[0]), std::span(ours[1]), std::span(ours[2]), std::span(ours[3]),
                     std::span(ours[4]), std::span(ours[5])),
                S = s, K = k, sigma = v, r = rate, T = years);
  return ours[0][0];
}

// With S φ(d1) = K exp(-rT) φ(d2), which no derivative knows.
[[gnu::noinline]] double by_hand() {
  for (int i = 0; i < count; ++i) {
    const double root = std::sqrt(years[i]), spread = v[i] * root;
    const double d = (std::log(s[i] / k[i]) + (rate[i] + 0.5 * v[i] * v[i]) * years[i]) / spread;
    const double above = 0.5 * std::erfc(-d * M_SQRT1_2), below = 0.5 * std::erfc(-(d - spread) * M_SQRT1_2);
    const double strike = k[i] * std::exp(-rate[i] * years[i]);
    const double density = s[i] * 0.39894228040143268 * std::exp(-0.5 * d * d);
    expected[0][i] = s[i] * above - strike * below;
    expected[1][i] = above;
    expected[2][i] = -strike / k[i] * below;
    expected[3][i] = density * root;
    expected[4][i] = strike * years[i] * below;
    expected[5][i] = density * v[i] / (2 * root) + rate[i] * strike * below;
  }
  return expected[0][0];
}

}  // namespace

int main(int argument_count, char** arguments) {
  std::mt19937_64 bits(7);
  std::uniform_real_distribution<double> unit(0, 1);
  for (int i = 0; i < count; ++i) {
    s[i] = 80 + 40 * unit(bits);
    k[i] = 80 + 40 * unit(bits);
    v[i] = 0.1 + 0.4 * unit(bits);
    rate[i] = 0.05 * unit(bits);
    years[i] = 0.1 + 2 * unit(bits);
  }
  by_symdiff();
  by_hand();
  for (int i = 0; i < 6; ++i)
    sides::require_agreement("options_1000", sides::numbers(ours[i], ours[i] + count),
                             sides::numbers(expected[i], expected[i] + count), 1e-11);
  sides::add("options_1000", "symdiff", by_symdiff);
  sides::add("options_1000", "scalar", by_hand);
  return sides::run(argument_count, arguments);
}
