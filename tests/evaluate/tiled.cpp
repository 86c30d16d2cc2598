// SPDX-License-Identifier: BSL-1.0
// The layer of a network, with as many samples as make part of a tile, a tile and more, against loops.
#include "check_plan.hpp"

using namespace symdiff;

namespace {

template <class T, int M, int K>
void check_layer(int samples) {
  constexpr auto W = parameter<"W", M, K>;
  constexpr auto c = parameter<"c", M>;
  constexpr auto x = input<"x", K>;
  constexpr auto t = input<"t">;
  const auto w = random_numbers<T>(M * K), bias = random_numbers<T>(M), rows = random_numbers<T>(samples * K),
             targets = random_numbers<T>(samples, 2);
  std::vector<long double> value(1), by_w(M * K), by_bias(M);
  for (int s = 0; s < samples; ++s) {
    long double sum = 0, h[M];
    for (int i = 0; i < M; ++i) {
      h[i] = bias[i];
      for (int k = 0; k < K; ++k) h[i] += static_cast<long double>(w[i * K + k]) * rows[s * K + k];
      sum += h[i] = std::tanh(h[i]);
    }
    const long double error = sum - targets[s];
    value[0] += error * error / samples;
    for (int i = 0; i < M; ++i) {
      const long double d = 2 * error * (1 - h[i] * h[i]) / samples;
      by_bias[i] += d;
      for (int k = 0; k < K; ++k) by_w[i * K + k] += d * rows[s * K + k];
    }
  }
  const auto r = value_and_gradient(mse(sum(tanh(matmul(W, x) + c)), t), W = w, c = bias, x = rows, t = targets);
  BOOST_TEST_CONTEXT(M << " x " << K << ", " << samples << " samples") {
    check_numbers(std::vector{r.value}, value);
    check_numbers(r.gradient[W], by_w);
    check_numbers(r.gradient[c], by_bias);
  }
}

template <class T, int M, int K>
void check_layers() {
  for (const int samples : {1, 2, 3, 4, 5, 7, 8, 63, 64, 65, 130}) check_layer<T, M, K>(samples);
}

}  // namespace

BOOST_AUTO_TEST_CASE(layers_over_samples) {
  check_layers<double, 1, 1>();
  check_layers<double, 4, 8>();
  check_layers<double, 17, 33>();
  check_layers<float, 5, 7>();
}

// Few samples make a tile where they are wide and no matrix is multiplied.
BOOST_AUTO_TEST_CASE(wide_samples) {
  constexpr auto v = parameter<"v", 210>;
  constexpr auto z = input<"z", 210>;
  constexpr auto t = input<"t">;
  constexpr auto loss = mse(dot(v, z), t) + sample_mean(max(z));
  static_assert(planned_gradient<std::remove_cvref_t<decltype(loss)>>::program.tile == 60);
  const auto w = random_numbers(210);
  for (const int samples : {1, 59, 60, 61, 130}) {
    const auto rows = random_numbers(210 * samples), targets = random_numbers(samples);
    std::vector<long double> value(1), by_v(210);
    for (int s = 0; s < samples; ++s) {
      long double error = -targets[s];
      for (int k = 0; k < 210; ++k) error += static_cast<long double>(w[k]) * rows[210 * s + k];
      value[0] += (error * error + *std::max_element(&rows[210 * s], &rows[210 * s] + 210)) / samples;
      for (int k = 0; k < 210; ++k) by_v[k] += 2 * error * rows[210 * s + k] / samples;
    }
    const auto r = value_and_gradient(loss, v = w, z = rows, t = targets);
    BOOST_TEST_CONTEXT(samples << " samples") {
      check_numbers(std::vector{r.value}, value);
      check_numbers(r.gradient[v], by_v);
    }
  }
}
