// SPDX-License-Identifier: BSL-1.0
#pragma once
// Normal deviates that are the same on every platform: the standard fixes the numbers of std::mt19937, but
// not those of std::normal_distribution.
#include <cmath>
#include <numbers>
#include <random>

/// A normal deviate of mean 0 and deviation 1 (G. E. P. Box, M. E. Muller, Annals of Mathematical
/// Statistics 29, 1958).
inline double normal_deviate(std::mt19937& engine) {
  const auto uniform = [&] { return (static_cast<double>(engine()) + 0.5) / 4294967296.0; };
  const double radius = std::sqrt(-2 * std::log(uniform()));
  return radius * std::cos(2 * std::numbers::pi * uniform());
}
