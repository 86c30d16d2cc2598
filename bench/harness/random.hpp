// SPDX-License-Identifier: BSL-1.0
#pragma once
// Numbers drawn the same with every compiler and library; <random> would cost each unit more than most rivals do.
#include <cstdint>
#include <vector>

namespace bench {

/// G. Steele, D. Lea, C. Flood: splitmix64.
class random_numbers {
  std::uint64_t state;

 public:
  explicit random_numbers(std::uint64_t seed) : state(seed) {}

  double uniform(double lower, double upper) {
    std::uint64_t z = state += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return lower + (upper - lower) * static_cast<double>((z ^ (z >> 31)) >> 11) * 0x1p-53;
  }
  /// Close to a normal deviate: the sum of twelve even ones.
  double normal(double mean, double deviation) {
    double sum = -6;
    for (int i = 0; i < 12; ++i) sum += uniform(0, 1);
    return mean + deviation * sum;
  }
  std::vector<double> normals(int count, double mean, double deviation) {
    std::vector<double> all(static_cast<std::size_t>(count));
    for (double& one : all) one = normal(mean, deviation);
    return all;
  }
};

/// Points drawn evenly from a box: fewer, the more numbers each has.
inline std::vector<double> points_in(const std::vector<double>& lower, const std::vector<double>& upper) {
  random_numbers draw(20240607);
  const std::size_t inputs = lower.size(), count = inputs < 64 ? 64 : inputs < 1024 ? 4 : 1;
  std::vector<double> points(count * inputs);
  for (std::size_t i = 0; i < points.size(); ++i) points[i] = draw.uniform(lower[i % inputs], upper[i % inputs]);
  return points;
}

}  // namespace bench
