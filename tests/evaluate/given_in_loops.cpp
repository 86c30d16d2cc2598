// SPDX-License-Identifier: BSL-1.0
// The same in loops over tiles of samples, and what is too large to be repeated for each sample of a tile.
#include "always_plans.hpp"
#include "check_given.hpp"

using namespace given;

BOOST_AUTO_TEST_SUITE(given_once_in_loops)

BOOST_AUTO_TEST_CASE(every_holder) { check_holders(loop_of_all{}, all); }
BOOST_AUTO_TEST_CASE(other_evaluations) { check_evaluations(loop_of_all{}, all); }

BOOST_AUTO_TEST_CASE(large_ones) {
  constexpr auto wide = input<"wide", 500>;
  std::vector<double> ts(150), numbers(500);
  std::array<double, 500> held;
  double squares = 0, sum = 0;
  for (std::size_t i = 0; i < 500; ++i) numbers[i] = held[i] = std::sin(static_cast<double>(i)), squares += held[i] * held[i];
  for (std::size_t i = 0; i < 150; ++i) sum += ts[i] = static_cast<double>(i % 7);
  constexpr auto e = sample_sum(a * t * dot(wide, wide)) + a * dot(wide, wide);
  const auto close = boost::test_tools::tolerance(1e-12);
  const std::vector<float> coarse(500, 0.5f);
  BOOST_TEST(gradient(e, a = 2.0, t = ts, wide = held)[a] == (sum + 1) * squares, close);
  BOOST_TEST(gradient(e, a = 2.0, t = ts, wide = numbers)[a] == (sum + 1) * squares, close);
  BOOST_TEST(gradient(e, a = 2.0, dataset{t = ts, wide = held})[a] == (sum + 1) * squares, close);
  BOOST_TEST(gradient(e, a = 2.0, dataset{t = ts, wide = coarse})[a] == (sum + 1) * 125, close);
}

BOOST_AUTO_TEST_SUITE_END()
