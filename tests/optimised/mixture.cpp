// SPDX-License-Identifier: BSL-1.0
// The mixture of normal densities whose kernel g++ once dropped, against plain loops.
#include <symdiff/symdiff.hpp>

#include <cmath>
#include <cstdio>
#include <random>
#include <vector>

using namespace symdiff;

namespace {

int failures = 0;

std::vector<double> numbers(std::size_t count, double from, double to) {
  static std::mt19937 random(7);
  std::vector<double> x(count);
  for (double& number : x) number = std::uniform_real_distribution(from, to)(random);
  return x;
}

constexpr int dimensions = 2, components = 25;
constexpr std::size_t samples = 1000;
constexpr auto alphas = parameter<"alphas", components>;
constexpr auto means = parameter<"means", components, dimensions>;
constexpr auto logs = parameter<"logs", components, dimensions>;
constexpr auto x = input<"x", dimensions>;
constexpr auto mixture =
    sample_mean(log_sum_exp(alphas - row_sums(logs) -
                            0.5_c * row_sums(square((broadcast_rows<components>(x) - means) * exp(-logs))))) -
    log_sum_exp(alphas);

void check(const char* what, double came, long double expected) {
  if (std::abs(came - expected) <= 1e-12L * (1 + std::abs(expected))) return;
  ++failures;
  std::printf("%s: %.17g, not %.17Lg\n", what, came, expected);
}

void check_mixture() {
  const auto a = numbers(components, -0.3, 0.3), m = numbers(components * dimensions, -2, 2),
             l = numbers(components * dimensions, -0.3, 0.3), points = numbers(samples * dimensions, -2, 2);
  std::vector<long double> by_a(components), by_m(components * dimensions), by_l(components * dimensions);
  long double value = 0, weights = 0;
  for (const double one : a) weights += std::exp(static_cast<long double>(one));
  for (std::size_t s = 0; s < samples; ++s) {
    long double terms[components], z[components * dimensions], density = 0;
    for (int j = 0; j < components; ++j) {
      terms[j] = a[j];
      for (int k = j * dimensions; k < (j + 1) * dimensions; ++k) {
        z[k] = (points[s * dimensions + k % dimensions] - static_cast<long double>(m[k])) * std::exp(-static_cast<long double>(l[k]));
        terms[j] -= l[k] + z[k] * z[k] / 2;
      }
      density += terms[j] = std::exp(terms[j]);
    }
    value += std::log(density) / samples;
    for (int j = 0; j < components; ++j) {
      const long double share = terms[j] / density / samples;
      by_a[j] += share;
      for (int k = j * dimensions; k < (j + 1) * dimensions; ++k) {
        by_m[k] += share * z[k] * std::exp(-static_cast<long double>(l[k]));
        by_l[k] += share * (z[k] * z[k] - 1);
      }
    }
  }
  const auto r = value_and_gradient(mixture, alphas = a, means = m, logs = l, x = points);
  check("the mixture", r.value, value - std::log(weights));
  for (int j = 0; j < components; ++j)
    check("by a weight", r.gradient[alphas][j], by_a[j] - std::exp(static_cast<long double>(a[j])) / weights);
  for (int k = 0; k < components * dimensions; ++k) {
    check("by a mean", r.gradient[means].data()[k], by_m[k]);
    check("by a deviation", r.gradient[logs].data()[k], by_l[k]);
  }
}

}  // namespace

int main() {
  check_mixture();
  std::printf("%d of 126 numbers are wrong\n", failures);
  return failures != 0;
}
