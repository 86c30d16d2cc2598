// SPDX-License-Identifier: BSL-1.0
#include "check_rows.hpp"

using namespace symdiff;

namespace {

constexpr auto x = parameter<"x">;
constexpr auto y = parameter<"y">;
constexpr double infinity = std::numeric_limits<double>::infinity();

static_assert(same(diff(sin(x), x), cos(x)) && same(diff(cos(x), x), -sin(x)) && same(diff<4>(sin(x), x), sin(x)));
static_assert(same(diff(tan(x), x), 1_c + square(tan(x))) && same(diff(atan(x), x), 1_c / (1_c + square(x))));

BOOST_AUTO_TEST_SUITE(trigonometric)

BOOST_AUTO_TEST_CASE(rows_against_50_digits) {
  rows::check_all(detail::sine_and_cosine{});
  rows::check_all(detail::trigonometric_functions{});
}

BOOST_AUTO_TEST_CASE(ends_of_domains) {
  BOOST_TEST(evaluate(asin(x), x = 1.0) == std::asin(1.0));
  BOOST_TEST(gradient(asin(x), x = 1.0)[x] == infinity);
  BOOST_TEST(gradient(asin(x), x = -1.0)[x] == infinity);
  BOOST_TEST(gradient(acos(x), x = 1.0)[x] == -infinity);
  BOOST_TEST(std::isnan(evaluate(acos(x), x = 1.5)));
  BOOST_TEST(gradient(atan(x), x = 1e200)[x] == 0);
}

BOOST_AUTO_TEST_CASE(angles_of_points) {
  for (const double u : {-2.0, 0.0, 3.0})
    for (const double v : {-1.0, 0.0, 5.0}) {
      BOOST_TEST(evaluate(atan2(y, x), y = u, x = v) == std::atan2(u, v));
      if (u == 0 && v == 0) continue;
      const auto g = gradient(2_c * atan2(y, x), y = u, x = v);
      BOOST_TEST(g[y] == 2 * v / (u * u + v * v), boost::test_tools::tolerance(1e-15));
      BOOST_TEST(g[x] == -2 * u / (u * u + v * v), boost::test_tools::tolerance(1e-15));
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
