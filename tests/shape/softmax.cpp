// SPDX-License-Identifier: BSL-1.0
#include <symdiff/derivative/diff.hpp>

#include "check_gradient.hpp"

#include <limits>

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
