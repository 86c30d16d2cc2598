// SPDX-License-Identifier: BSL-1.0
#include "check_rows.hpp"

using namespace symdiff;

namespace {

constexpr auto x = parameter<"x">;
constexpr double infinity = std::numeric_limits<double>::infinity();

static_assert(same(diff(sinh(x), x), cosh(x)) && same(diff(cosh(x), x), sinh(x)) && same(diff(tanh(x), x), sech_squared(x)));

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
  BOOST_TEST(evaluate(diff<2>(tanh(x), x), x = -1000.0) == 0);
  BOOST_TEST(evaluate(diff<2>(tanh(x), x), x = 1e-20) == -2e-20);
  BOOST_TEST(gradient(asinh(x), x = 1e200)[x] == 1e-200, boost::test_tools::tolerance(1e-15));
  BOOST_TEST(gradient(asinh(x), x = -1e-200)[x] == 1);
  BOOST_TEST(gradient(acosh(x), x = 1e150)[x] == 1e-150, boost::test_tools::tolerance(1e-15));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
