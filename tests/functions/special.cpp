// SPDX-License-Identifier: BSL-1.0
#include "check_rows.hpp"

using namespace symdiff;

namespace rows {

template <>
inline constexpr bool takes_order<polygamma_fn> = true;

/// Near its root at 1.46 digamma is a small difference: its absolute error stays below 10⁻¹⁵.
inline double digamma_allowance(double x) {
  return 4 + 1e-15 / (std::abs(detail::polygamma_value(0, x)) * std::numeric_limits<double>::epsilon() / 2);
}
template <>
double allowed<digamma_fn>(quantity q, double x, double /*y*/) {
  return q == value ? digamma_allowance(x) : 4;
}
template <>
double allowed<lgamma_fn>(quantity q, double x, double /*y*/) {
  return q == by_first ? digamma_allowance(x) : 4;
}
template <>
double allowed<polygamma_fn>(quantity q, double n, double x) {
  return q == value && n == 0 ? digamma_allowance(x) : 4;
}

/// exp(-x²) has the rounding of x² as its relative error, and erfc of a scaled argument likewise.
template <>
double allowed<normal_cdf_fn>(quantity q, double x, double /*y*/) {
  return q == by_first || x < 0 ? 4 + x * x : 4;
}
template <>
double allowed<erf_fn>(quantity q, double x, double /*y*/) {
  return q == by_first ? 4 + x * x : 4;
}
template <>
double allowed<erfc_fn>(quantity q, double x, double /*y*/) {
  return q == by_first ? 4 + x * x : 4;
}

}  // namespace rows

namespace {

constexpr auto x = parameter<"x">;

static_assert(same(diff(lgamma(x), x), digamma(x)) && same(diff<3>(lgamma(x), x), polygamma(2_c, x)));
static_assert(same(diff(erfc(x), x), -diff(erf(x), x)));

BOOST_AUTO_TEST_SUITE(special)

BOOST_AUTO_TEST_CASE(rows_against_50_digits) { rows::check_all(detail::special_functions{}); }

BOOST_AUTO_TEST_CASE(known_values) {
  const auto close = boost::test_tools::tolerance(4e-16);
  const double euler = 0.57721566490153286061, pi_squared = 9.8696044010893586188, zeta_of_3 = 1.2020569031595942854;
  BOOST_TEST(evaluate(digamma(x), x = 1.0) == -euler, boost::test_tools::tolerance(2e-15));
  BOOST_TEST(evaluate(diff(digamma(x), x), x = 1.0) == pi_squared / 6, close);
  BOOST_TEST(evaluate(diff<2>(digamma(x), x), x = 1.0) == -2 * zeta_of_3, close);
  BOOST_TEST(evaluate(lgamma(x), x = 5.0) == std::log(24.0), close);
  BOOST_TEST(evaluate(normal_cdf(x), x = 0.0) == 0.5);
  BOOST_TEST(evaluate(erf(x) + erfc(x), x = 0.7) == 1, close);
}

BOOST_AUTO_TEST_CASE(poles_and_negative_arguments) {
  BOOST_TEST(std::isnan(evaluate(digamma(x), x = 0.0)));
  BOOST_TEST(std::isnan(evaluate(digamma(x), x = -3.0)));
  BOOST_TEST(std::isnan(evaluate(diff(digamma(x), x), x = -3.0)));
  const auto close = boost::test_tools::tolerance(1e-14);
  // digamma(1/2 - n) = digamma(1/2 + n)
  for (const double n : {1.0, 4.0, 9.0, 30.0})
    BOOST_TEST(evaluate(digamma(x), x = 0.5 - n) == evaluate(digamma(x), x = 0.5 + n), close);
  // trigamma(1/2 - n) = pi² - trigamma(1/2 + n)
  for (const double n : {1.0, 4.0, 9.0})
    BOOST_TEST(evaluate(polygamma(1_c, x), x = 0.5 - n) ==
               9.8696044010893586188 - evaluate(polygamma(1_c, x), x = 0.5 + n), close);
}

BOOST_AUTO_TEST_CASE(large_arguments) {
  const auto close = boost::test_tools::tolerance(1e-15);
  BOOST_TEST(evaluate(digamma(x), x = 1e300) == std::log(1e300), close);
  BOOST_TEST(evaluate(polygamma(1_c, x), x = 1e200) == 1e-200, close);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
