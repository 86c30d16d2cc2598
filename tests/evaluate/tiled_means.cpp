// SPDX-License-Identifier: BSL-1.0
// Means and sums over samples: of vectors, inside of others, and of what no sample changes.
#include "check_plan.hpp"

using namespace symdiff;

namespace {

constexpr auto a = parameter<"a">;
constexpr auto w = parameter<"w", 5>;
constexpr auto W = parameter<"W", 3, 5>;
constexpr auto x = input<"x", 5>;
constexpr auto t = input<"t">;
const auto at_w = random_numbers(5), at_W = random_numbers(15), rows = random_numbers(5 * 65), times = random_numbers(65);

}  // namespace

BOOST_AUTO_TEST_CASE(means_inside_means) {
  check_plan(sample_mean(square(dot(x, w) - sample_mean(dot(x, w)))), w = at_w, x = rows);
  constexpr auto h = matmul(W, x);  // batch normalisation, three passes
  constexpr auto mean = sample_mean(h);
  check_plan(mse(sum(tanh((h - mean) / sqrt(sample_mean(square(h - mean)) + 0.1))), t), W = at_W, x = rows, t = times);
}

BOOST_AUTO_TEST_CASE(means_of_what_no_sample_changes) {
  const double lambda = 0.25;
  check_plan(sample_mean(sum(square(w))) + sample_sum(a) + sample_mean(t * a) + sample_sum(sum(sin(w))) +
                 lambda * sum(square(W)) + a * 0.5, w = at_w, a = 2.0, t = times, W = at_W);
}

BOOST_AUTO_TEST_CASE(means_of_outer_products) {
  constexpr auto h = matmul(W, x);
  check_plan(sum(square(sample_mean(outer(h, h)) - outer(sample_mean(h), sample_mean(h)))), W = at_W, x = rows);
}

BOOST_AUTO_TEST_CASE(digits_of_many_samples) {
  constexpr auto weights = parameter<"many_weights", 3>;
  constexpr auto point = input<"many_points", 3>;
  const std::vector<float> points(3 * 100'000, 0.1f);
  const std::array<float, 3> at{1, 1, 1};
  const auto mean = gradient(sample_mean(dot(weights, point)), weights = at, point = points)[weights];
  const auto sum = gradient(sample_sum(dot(weights, point)), weights = at, point = points)[weights];
  for (std::size_t k = 0; k < 3; ++k) {
    BOOST_TEST(mean[k] == 0.1f, boost::test_tools::tolerance(2e-5f));
    BOOST_TEST(sum[k] == 10'000.0f, boost::test_tools::tolerance(2e-5f));
  }
  // As many as a block has, and one more.
  for (const std::size_t count : {1024u, 1025u, 1088u, 1089u, 2113u}) {
    const auto some = gradient(sample_sum(dot(weights, point)), weights = at, point = std::vector<float>(3 * count, 1.0f))[weights];
    BOOST_TEST(some[1] == static_cast<float>(count));
  }
}
