// SPDX-License-Identifier: BSL-1.0
// Sums of exponentials, and sums and differences with plain numbers, which rewriting is made of.
#include "check_rows.hpp"

using namespace symdiff;

namespace rows {

/// A difference of arguments rounds, and an exponential of it has that as its relative error; a logarithm near 0 is a small
/// difference.
template <>
double allowed<log_add_exp_fn>(quantity q, double x, double y) {
  const double result = std::abs(log_add_exp_fn::value(x, y));
  return 4 + (q == value ? (std::abs(x) + std::abs(y)) / (1e-12 + result) : std::abs(x - y));
}
template <>
double allowed_of_three<log_add_exp_of_three_fn>(quantity q, double x, double y, double z) {
  const double result = std::abs(log_add_exp_of_three_fn::value(x, y, z)), all = std::abs(x) + std::abs(y) + std::abs(z);
  return 4 + (q == value ? all / (1e-12 + result) : 2 * all);
}
template <>
double allowed<sigmoid_difference_fn>(quantity, double x, double y) {
  return 8 + std::abs(x - y);
}

/// What cancels in a + b exp(u) is lost to all three.
double of_affine(double a, double b, double u) {
  const wide e = exp(wide(u)), sum = abs(a + b * e), size = abs(wide(a)) + abs(b * e) * (1 + std::abs(u)), result = abs(log(sum));
  return 12 + static_cast<double>(8 * size / sum * (1 + (1 + std::abs(u)) / (result + 1e-10)));
}
template <>
double allowed_of_three<detail::log_affine_exp_fn>(quantity, double a, double b, double u) {
  return of_affine(a, b, u);
}
template <>
double allowed_of_three<detail::reciprocal_affine_exp_fn>(quantity, double a, double b, double u) {
  return of_affine(a, b, u);
}
template <>
double allowed_of_three<detail::share_of_affine_exp_fn>(quantity, double a, double b, double u) {
  return of_affine(a, b, u);
}
template <>
double allowed<detail::log_of_sum_fn>(quantity, double c, double u) {
  return 4 + 4 * (std::abs(c) + std::abs(u)) / std::abs(c + u) * (1 + 1 / (std::abs(std::log(c + u)) + 1e-12));
}
/// Beside what rounds to 1 no function of the sum has digits.
template <>
bool is_skipped<detail::log_of_sum_fn>(double c, double u) {
  return std::abs(c + u - 1) < 1e-12;
}
/// There 50 digits do not have the number.
template <>
bool is_skipped<detail::exp_minus_fn>(double u, double /*c*/) {
  return u > 60;
}
template <>
double allowed<detail::exp_minus_fn>(quantity, double u, double c) {
  return 4 + 4 * std::abs(c / (std::exp(u) - c));
}
template <>
double allowed<detail::minus_cos_fn>(quantity, double c, double u) {
  return 4 + 4 * std::abs(c / (c - std::cos(u)));
}

}  // namespace rows

namespace {

constexpr auto x = parameter<"x">;
constexpr auto y = parameter<"y">;
constexpr double infinity = std::numeric_limits<double>::infinity();

static_assert(same(diff(log_add_exp(x, y), x), sigmoid(x - y)));

BOOST_AUTO_TEST_SUITE(exponential_sums)

BOOST_AUTO_TEST_CASE(rows_against_50_digits) { rows::check_all(detail::exponential_sums{}); }
BOOST_AUTO_TEST_CASE(plain_numbers_against_50_digits) { rows::check_all(detail::plain_differences{}); }

BOOST_AUTO_TEST_CASE(infinite_arguments) {
  BOOST_TEST(evaluate(log_add_exp(x, y), x = -infinity, y = -infinity) == -infinity);
  BOOST_TEST(evaluate(log_add_exp(x, y), x = infinity, y = infinity) == infinity);
  BOOST_TEST(evaluate(log_add_exp(x, y), x = -infinity, y = 2.5) == 2.5);
  BOOST_TEST(evaluate(log_add_exp(x, y, 1_c), x = -infinity, y = -infinity) == 1);
  BOOST_TEST(evaluate(log_diff_exp(x, y), x = 2.5, y = -infinity) == 2.5);
  BOOST_TEST(evaluate(log1m_exp(x), x = -infinity) == 0);
  BOOST_TEST(evaluate(sigmoid_difference(x, y), x = infinity, y = infinity) == 0);
  BOOST_TEST(evaluate(sigmoid_difference(x, y), x = infinity, y = -infinity) == 1);
  BOOST_TEST(std::isnan(evaluate(log_add_exp(x, y), x = 1.0, y = std::nan(""))));
}

/// Curvature where one of two is far above: p (1 - p) with all digits.
BOOST_AUTO_TEST_CASE(curvature) {
  const double tail = 4.248354255291589e-18;  // exp(-40) / (1 + exp(-40))²
  const auto close = boost::test_tools::tolerance(1e-14);
  BOOST_TEST(evaluate(diff<2>(log(exp(x) + exp(y)), x), x = 40.0, y = 0.0) == tail, close);
  BOOST_TEST(hessian(log(exp(x) + exp(y)), x = 40.0, y = 0.0)(x, y) == -tail, close);
  BOOST_TEST(hessian(log(1 + exp(x) + exp(y)), x = 40.0, y = 0.0)(x, x) == 2 * tail, close);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
