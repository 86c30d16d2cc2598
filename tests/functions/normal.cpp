// SPDX-License-Identifier: BSL-1.0
// Logarithms of normal probabilities, ratios of gamma functions and the cardinal sine, with derivatives of any order.
#include "check_rows.hpp"

using namespace symdiff;

namespace rows {

template <>
inline constexpr bool takes_order<log_normal_cdf_derivative_fn> = true;
template <>
inline constexpr bool takes_order<polygamma_rise_fn> = true;
template <>
inline constexpr bool takes_order<sinc_derivative_fn> = true;

/// The density has the rounding of x² as its relative error, where the probability is 1 or its double.
template <>
double allowed<log_normal_cdf_fn>(quantity q, double x, double /*y*/) {
  return q == value ? 4 + x * x : 4;
}
template <>
double allowed<log_erfc_fn>(quantity, double x, double /*y*/) {
  return 4 + 2 * x * x;
}
/// Near their roots these are small differences.
template <>
double allowed<log_normal_cdf_derivative_fn>(quantity, double n, double x) {
  return 4 + 4e-16 * std::pow(4.0, n) * (1 + x * x) / std::abs(log_normal_cdf_derivative_fn::value(n, x)) / 1e-16;
}
template <>
double allowed<sinc_derivative_fn>(quantity q, double n, double x) {
  return 4 + 2 / (1 + std::abs(x)) / std::abs(sinc_derivative_fn::value(n + (q == value ? 0 : 1), x));
}
template <>
double allowed<sinc_fn>(quantity q, double x, double /*y*/) {
  return q == value ? 4 : 4 + 2 / (1 + std::abs(x)) / std::abs(sinc_derivative_fn::value(1.0, x));
}
/// Beside 1/r^6 for tiny r, 50 digits do not have the rest.
template <>
double allowed_of_three<polygamma_rise_fn>(quantity q, double order, double r, double /*n*/) {
  return q == by_third && order == 5 && r < 1e-6 ? std::numeric_limits<double>::infinity() : 4;
}
template <>
double allowed<log_rising_fn>(quantity q, double r, double n) {
  if (q != value) return 4 + 4 / std::abs(detail::polygamma_value(0, r + n));
  return 4 + std::abs(n) / std::abs(log_rising_fn::value(r, n));
}
template <>
double allowed<lbeta_fn>(quantity, double a, double b) {
  return 4 + (a + b) / std::abs(lbeta_fn::value(a, b));
}

}  // namespace rows

namespace {

constexpr auto x = parameter<"x">;
constexpr auto y = parameter<"y">;
constexpr double infinity = std::numeric_limits<double>::infinity();

BOOST_AUTO_TEST_SUITE(normal)

BOOST_AUTO_TEST_CASE(rows_against_50_digits) { rows::check_all(detail::normal_functions{}); }
BOOST_AUTO_TEST_CASE(ratios_against_50_digits) { rows::check_all(detail::gamma_ratios{}); }
BOOST_AUTO_TEST_CASE(sines_against_50_digits) { rows::check_all(detail::cardinal_sines{}); }

BOOST_AUTO_TEST_CASE(far_tails) {
  const auto close = boost::test_tools::tolerance(1e-15);
  BOOST_TEST(evaluate(log(normal_cdf(x)), x = -40.0) == -804.6084420137538, close);
  BOOST_TEST(gradient(log(normal_cdf(x)), x = -38.0)[x] == 38.02627946657587, close);
  BOOST_TEST(gradient(log(normal_cdf(x)), x = -1e5)[x] == 100000.00001, close);
  BOOST_TEST(evaluate(diff<2>(log_normal_cdf(x), x), x = -1e5) == -0.9999999999, close);
  BOOST_TEST(evaluate(log(erfc(x)), x = 1e5) == -1e10 - std::log(1e5) - 0.5 * std::log(std::acos(-1.0)), close);
  BOOST_TEST(evaluate(log_normal_cdf(x), x = -infinity) == -infinity);
  BOOST_TEST(evaluate(log_erfc(x), x = infinity) == -infinity);
}

/// lgamma(r + n) - lgamma(r) tends to n log(r), and digamma's difference to n / r.
BOOST_AUTO_TEST_CASE(large_arguments) {
  const auto close = boost::test_tools::tolerance(1e-15);
  const auto written = lgamma(x + y) - lgamma(x);
  BOOST_TEST(evaluate(written, x = 1e200, y = 3.0) == 3 * std::log(1e200), close);
  BOOST_TEST(gradient(written, x = 1e12, y = 2.0)[x] == 2e-12 - 1e-24, close);
  BOOST_TEST(evaluate(lgamma(x) + lgamma(y) - lgamma(x + y), x = 1e12, y = 1.0) == -std::log(1e12), close);
}

BOOST_AUTO_TEST_CASE(cardinal_sine) {
  BOOST_TEST(evaluate(sinc(x), x = 0.0) == 1);
  BOOST_TEST(gradient(sinc(x), x = 0.0)[x] == 0);
  BOOST_TEST(evaluate(diff<2>(sinc(x), x), x = 0.0) == -1.0 / 3, boost::test_tools::tolerance(1e-16));
  BOOST_TEST(evaluate(sinc(x), x = infinity) == 0);
  BOOST_TEST(gradient(sinc(x), x = infinity)[x] == 0);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
