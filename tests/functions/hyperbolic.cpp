// SPDX-License-Identifier: BSL-1.0
#include "check_rows.hpp"

using namespace symdiff;

namespace rows {

/// The derivative of tanh, 1 - tanh², loses what the square and the rounding of tanh take from 1: its error
/// is small against 1, not against itself.
template <>
double allowed<tanh_fn>(quantity q, double x, double /*y*/) {
  return q == by_first ? 4 + 4 * std::cosh(x) * std::cosh(x) : 4;
}

}  // namespace rows

namespace {

constexpr auto x = parameter<"x">;
constexpr double infinity = std::numeric_limits<double>::infinity();

static_assert(same(diff(sinh(x), x), cosh(x)) && same(diff(cosh(x), x), sinh(x)) && same(diff(tanh(x), x), 4_c * (sigmoid(2_c * x) * sigmoid(-2_c * x))));

BOOST_AUTO_TEST_SUITE(hyperbolic)

BOOST_AUTO_TEST_CASE(rows_against_50_digits) { rows::check_all(detail::hyperbolic_functions{}); }

BOOST_AUTO_TEST_CASE(ends_of_domains) {
  BOOST_TEST(evaluate(acosh(x), x = 1.0) == 0);
  BOOST_TEST(gradient(acosh(x), x = 1.0)[x] == infinity);
  BOOST_TEST(evaluate(atanh(x), x = 1.0) == infinity);
  BOOST_TEST(std::isnan(evaluate(acosh(x), x = 0.5)));
}

BOOST_AUTO_TEST_CASE(extreme_arguments) {
  BOOST_TEST(gradient(tanh(x), x = 1000.0)[x] == 0);
  BOOST_TEST(gradient(asinh(x), x = 1e200)[x] == 1e-200, boost::test_tools::tolerance(1e-15));
  BOOST_TEST(gradient(asinh(x), x = -1e-200)[x] == 1);
  BOOST_TEST(gradient(acosh(x), x = 1e150)[x] == 1e-150, boost::test_tools::tolerance(1e-15));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
