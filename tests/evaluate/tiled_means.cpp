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
