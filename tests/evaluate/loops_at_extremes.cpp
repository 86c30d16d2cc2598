// SPDX-License-Identifier: BSL-1.0
// What reaches the edges of functions, in loops.
#include "check_plan.hpp"
#include <symdiff/optimize/parameters.hpp>

using namespace symdiff;

namespace {

constexpr auto w = parameter<"w", 5>;
constexpr auto u = parameter<"u", 9>;
const auto at_u = random_numbers(9);

}  // namespace

BOOST_AUTO_TEST_CASE(extremes) {
  const double infinity = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();
  const std::array<double, 5> points[]{{-infinity, -infinity, -infinity, -infinity, -infinity}, {infinity, 0, 1, 2, 3},
                                       {0, 1, 2, 3, nan}, {1000, -1000, 1000, 0, -infinity}, {1e308, 1e308, 0, 0, -1e308}};
  for (const auto& point : points)
    BOOST_TEST_CONTEXT(point[0] << ", ..., " << point[4]) {
      check_plan(log_sum_exp(w), w = point);
      check_plan(dot(softmax(w), slice<1, 5>(u)), w = point, u = at_u);
    }
  check_plan(norm(w) + sum(where(w == 0, 1, sin(w) / w)), w = std::array<double, 5>{});
}

BOOST_AUTO_TEST_CASE(largest_with_a_nan) {  // wherever it stands
  constexpr auto v = parameter<"v", 77>;
  for (std::size_t at = 0; at < 77; ++at) {
    std::array<double, 77> numbers{};
    numbers[(at + 40) % 77] = 1e300;
    numbers[at] = std::numeric_limits<double>::quiet_NaN();
    BOOST_TEST(std::isnan(evaluate(max(v), v = numbers)), at);
    BOOST_TEST(std::isnan(evaluate(-max(-v), v = numbers)), at);
  }
}

BOOST_AUTO_TEST_CASE(branches_that_are_not_taken) {
  constexpr auto s = parameter<"s">;
  const std::array<double, 5> at{-1, 4, -2, 1, -3};
  const auto roots = sqrt(w);
  const auto e = sum(where(w < 0, w, roots)) + sum(where(w > 1, roots, 0)) + sum(where(w > 9, sqrt(s), 0));
  const auto g = gradient(e, w = at, s = -1.0);
  const std::array<double, 5> expected{1, 0.5, 1, 0.5, 1};
  BOOST_TEST(g[w] == expected, boost::test_tools::per_element());
  BOOST_TEST(g[s] == 0);
  const parameters along{w = std::array<double, 5>{1, 1, 1, 1, 1}, s = 1.0};
  const auto h = hessian_vector_product(e, along, w = at, s = -1.0);
  BOOST_TEST(h[w] == (std::array<double, 5>{0, -0.0625, 0, -0.25, 0}), boost::test_tools::per_element());
  BOOST_TEST(h[s] == 0);
}

BOOST_AUTO_TEST_CASE(rewritten) {
  for (const double size : {1.0, 1000.0}) {
    const std::array<double, 5> at{size, 0.5 * size, -size, 0, size};
    const auto written = gradient(log(sum(exp(w))) + sum(log(1_c + exp(w))) + sum(1_c / (1_c + exp(-w))), w = at),
               meant = gradient(log_sum_exp(w) + sum(softplus(w)) + sum(sigmoid(w)), w = at);
    BOOST_TEST(written[w] == meant[w], boost::test_tools::tolerance(1e-15) << boost::test_tools::per_element());  // in another order
  }
  const std::array<double, 5> zeros{};
  BOOST_TEST(gradient(sqrt(sum(square(w))) + sum(sqrt(square(w))), w = zeros)[w] == zeros, boost::test_tools::per_element());
}
