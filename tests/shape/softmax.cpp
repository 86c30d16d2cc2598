// SPDX-License-Identifier: BSL-1.0
#include <symdiff/symdiff.hpp>

#include "check_gradient.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

using namespace symdiff;

namespace {

constexpr auto w = parameter<"w", 3>;
constexpr auto label = input<"label">;
constexpr double infinity = std::numeric_limits<double>::infinity();

using numbers = std::array<double, 3>;

double log_sum_exp_of(const numbers& at) { return evaluate(log_sum_exp(w), w = at); }

}  // namespace

BOOST_AUTO_TEST_CASE(gradients) {
  check_gradient(2 * log_sum_exp(w) + dot(softmax(w), square(w)) + sum(log_softmax(w) * w), w, 256);
}

BOOST_AUTO_TEST_CASE(log_sum_exp_far_out) {
  const double log_3 = std::log(3.0);
  BOOST_TEST(log_sum_exp_of({1000, 1000, 1000}) == 1000 + log_3, boost::test_tools::tolerance(1e-15));
  BOOST_TEST(log_sum_exp_of({-1000, -1000, -1000}) == -1000 + log_3, boost::test_tools::tolerance(1e-15));
  BOOST_TEST(log_sum_exp_of({1000, -1000, 0}) == 1000.0);
  BOOST_TEST(log_sum_exp_of({-infinity, -infinity, 0}) == 0.0);
  BOOST_TEST(log_sum_exp_of({-infinity, -infinity, -infinity}) == -infinity);
  BOOST_TEST(log_sum_exp_of({infinity, 0, 1}) == infinity);
  const auto g = gradient(log_sum_exp(w), w = numbers{1000, -1000, 1000});
  BOOST_TEST((g[w] == numbers{0.5, 0, 0.5}), "a half at the two largest");
}

BOOST_AUTO_TEST_CASE(softmax_far_out) {
  BOOST_TEST((evaluate(softmax(w), w = numbers{1000, -1000, 1000}) == numbers{0.5, 0, 0.5}));
  BOOST_TEST((evaluate(softmax(w), w = numbers{-infinity, 0, 0}) == numbers{0, 0.5, 0.5}));
  BOOST_TEST((evaluate(log_softmax(w), w = numbers{0, -1e4, -2e4}) == numbers{0, -1e4, -2e4}));
}

BOOST_AUTO_TEST_CASE(cross_entropy_of_large_logits) {
  const auto loss = softmax_cross_entropy(w, label);
  const numbers logits{1e4, -1e4, 0};
  BOOST_TEST(evaluate(loss, w = logits, label = 0) == 0.0);
  BOOST_TEST(evaluate(loss, w = logits, label = 1) == 2e4);
  BOOST_TEST(std::isnan(evaluate(loss, w = logits, label = 3)));
  const auto g = gradient(-2 * loss, w = logits, label = 1.0);
  BOOST_TEST((g[w] == numbers{-2, 2, 0}), "softmax(logits), less 1 at the class, times -2");
}

/// Second derivatives of log_sum_exp, p_i (1 - p_i) and -p_i p_j, each to its own digits, of which ties and far elements have
/// all; unrolled, in loops and over samples.
BOOST_AUTO_TEST_CASE(curvature) {
  const auto close = boost::test_tools::tolerance(1e-13);
  const auto compared = [&](const numbers& at, const auto& second) {
    std::array<long double, 3> e{};
    long double sum = 0;
    for (std::size_t i = 0; i < 3; ++i) sum += e[i] = std::exp(static_cast<long double>(at[i]) - *std::max_element(at.begin(), at.end()));
    for (std::size_t i = 0; i < 3; ++i)
      for (std::size_t k = 0; k < 3; ++k) {
        const long double others = i == k ? e[(i + 1) % 3] + e[(i + 2) % 3] : -e[k];
        BOOST_TEST(second(i, k) == static_cast<double>(e[i] * others / sum / sum), close);
      }
  };
  for (const numbers& at : {numbers{40, 0, -3}, {0, 17, 1}, {-2, -2, 30}, {5, 5, 5}, {-300, 200, 0}}) {
    const auto unrolled = hessian(log_sum_exp(w), w = at), written = hessian(log(sum(exp(w))), w = at),
               loss = hessian(softmax_cross_entropy(w, 1_c), w = at), mean_of = hessian(log(mean(exp(w))), w = at);
    const auto of_softmax = gradient(element<0>(softmax(w)), w = at);
    compared(at, [&](std::size_t i, std::size_t k) { return unrolled(w, w)(static_cast<int>(i), static_cast<int>(k)); });
    compared(at, [&](std::size_t i, std::size_t k) { return written(w, w)(static_cast<int>(i), static_cast<int>(k)); });
    compared(at, [&](std::size_t i, std::size_t k) { return loss(w, w)(static_cast<int>(i), static_cast<int>(k)); });
    compared(at, [&](std::size_t i, std::size_t k) { return mean_of(w, w)(static_cast<int>(i), static_cast<int>(k)); });
    for (int k = 0; k < 3; ++k) BOOST_TEST(of_softmax[w][static_cast<std::size_t>(k)] == unrolled(w, w)(0, k), close);
  }
}

BOOST_AUTO_TEST_CASE(curvature_in_loops) {
  constexpr auto v = parameter<"v", 400>;
  constexpr auto t = input<"t">;
  std::array<double, 400> at{}, along{};
  for (std::size_t i = 0; i < 400; ++i) at[i] = -50 - 0.01 * static_cast<double>(i);
  at[7] = 0, along[7] = 1;
  double others = 0, of_all = 1;
  for (std::size_t i = 0; i < 400; ++i)
    if (i != 7) others += std::exp(at[i]);
  of_all += others;
  const auto close = boost::test_tools::tolerance(1e-13);
  const auto product = hessian_vector_product(log_sum_exp(v), parameters{v = along}, v = at);
  BOOST_TEST(product[v][7] == others / of_all / of_all, close);
  BOOST_TEST(product[v][0] == -std::exp(at[0]) / of_all / of_all, close);
  const std::vector<double> times{1, 1, 1, 1, 1};
  const auto over_samples = hessian_vector_product(sample_mean(log_sum_exp(t * v)), parameters{v = along}, parameters{v = at}, dataset{t = times});
  BOOST_TEST(over_samples[v][7] == others / of_all / of_all, close);
}

BOOST_AUTO_TEST_CASE(weighted_exponentials) {
  constexpr auto v = parameter<"v", 3>;
  const numbers weights{0.5, 0, 2}, far{-1000, 900, -1001};
  const double expected = -1000 + std::log(0.5 + 2 * std::exp(-1.0));
  for (const double shift : {0.0, 2000.0}) {
    const numbers at{far[0] + shift, far[1] + shift, far[2] + shift};
    BOOST_TEST(evaluate(log(sum(w * exp(v))), w = weights, v = at) == expected + shift, boost::test_tools::tolerance(1e-15));
    BOOST_TEST(evaluate(log(dot(exp(v), w) / 4), w = weights, v = at) == expected + shift - std::log(4.0), boost::test_tools::tolerance(1e-15));
    const auto g = gradient(log(sum(w * exp(v))), w = weights, v = at);
    BOOST_TEST(g[v][0] == 0.5 / (0.5 + 2 * std::exp(-1.0)), boost::test_tools::tolerance(1e-14));
    BOOST_TEST(g[v][1] == 0);
  }
  BOOST_TEST(evaluate(log(softmax(v)), v = numbers{0, -1e4, 0})[1] == -1e4 - std::log(2.0), boost::test_tools::tolerance(1e-15));
}
