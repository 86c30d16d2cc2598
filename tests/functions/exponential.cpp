// SPDX-License-Identifier: BSL-1.0
#include "check_rows.hpp"

using namespace symdiff;

namespace {

constexpr auto x = parameter<"x">;
constexpr double infinity = std::numeric_limits<double>::infinity();

static_assert(same(diff(exp(x), x), exp(x)) && same(diff(log(x), x), 1_c / x) && same(diff<2>(log(x), x), -square(1_c / x)));
static_assert(same(diff(exp(2_c * x), x), 2_c * exp(2_c * x)) && same(diff(expm1(x), x), exp(x)));
static_assert(same(diff(sqrt(x), x), 0.5_c / sqrt(x)) && same(diff(log1p(x), x), 1_c / (1_c + x)));

BOOST_AUTO_TEST_SUITE(exponential)

BOOST_AUTO_TEST_CASE(rows_against_50_digits) { rows::check_all(detail::exponential_functions{}); }

BOOST_AUTO_TEST_CASE(ends_of_domains) {
  BOOST_TEST(evaluate(log(x), x = 0.0) == -infinity);
  BOOST_TEST(gradient(log(x), x = 0.0)[x] == infinity);
  BOOST_TEST(evaluate(log1p(x), x = -1.0) == -infinity);
  BOOST_TEST(evaluate(sqrt(x), x = 0.0) == 0);
  BOOST_TEST(gradient(sqrt(x), x = 0.0)[x] == infinity);
  BOOST_TEST(gradient(cbrt(x), x = 0.0)[x] == infinity);
  BOOST_TEST(evaluate(cbrt(x), x = -27.0) == -3.0, boost::test_tools::tolerance(2e-16));
  BOOST_TEST(std::isnan(evaluate(log(x), x = -1.0)));
  BOOST_TEST(std::isnan(evaluate(sqrt(x), x = -1.0)));
}

BOOST_AUTO_TEST_CASE(extreme_arguments) {
  const auto close = boost::test_tools::tolerance(1e-14);
  BOOST_TEST(gradient(log(x), x = 1e300)[x] == 1e-300, close);
  BOOST_TEST(gradient(log2(x), x = 1e-300)[x] == 1e300 / std::log(2.0), close);
  BOOST_TEST(gradient(sqrt(x), x = 1e-300)[x] == 0.5e150, close);
  BOOST_TEST(gradient(cbrt(x), x = 1e300)[x] == 1e-200 / 3, close);
  BOOST_TEST(gradient(cbrt(x), x = -1e-300)[x] == 1e200 / 3, close);
  BOOST_TEST(gradient(exp(x), x = -700.0)[x] == std::exp(-700.0));
  BOOST_TEST(gradient(log1p(x), x = 1e300)[x] == 1e-300, close);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
