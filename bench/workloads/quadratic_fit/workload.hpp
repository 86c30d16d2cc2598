// SPDX-License-Identifier: BSL-1.0
#pragma once
// The mean squared error of the quadratic (a t + b) t + c, fitted to n noisy speeds; derivatives by a, b, c.
#include "harness/random.hpp"

namespace workloads {

template <class T>
T quadratic_loss(const T* p, const std::vector<double>& times, const std::vector<double>& speeds) {
  T sum(0.0);
  for (std::size_t i = 0; i < times.size(); ++i) {
    const T error = (p[0] * times[i] + p[1]) * times[i] + p[2] - speeds[i];
    sum += error * error;
  }
  return sum / static_cast<double>(times.size());
}

template <int Samples>
struct quadratic_fit {
  static constexpr const char* name = "quadratic_fit";
  static constexpr int size = Samples, inputs = 3, outputs = 1;
  static constexpr double operations = 8.0 * Samples;

  struct columns {
    std::vector<double> times, speeds;
    columns() : times(Samples), speeds(Samples) {
      bench::random_numbers draw(7);
      for (std::size_t i = 0; i < Samples; ++i) {
        const double t = times[i] = 19.0 * static_cast<double>(i) / Samples;
        speeds[i] = draw.normal(0.75 * (t - 9.5) * (t - 9.5) + 1, 3);
      }
    }
  };
  inline static const columns data;

  template <class T>
  static void compute(const T* p, T* y) {
    y[0] = quadratic_loss(p, data.times, data.speeds);
  }

  static std::vector<double> points() { return bench::points_in({0.2, -1, 0}, {1, 1, 5}); }
};

}  // namespace workloads
