// SPDX-License-Identifier: BSL-1.0
#include "check_rows.hpp"

using namespace symdiff;

namespace rows {

/// The derivative by x, y xʸ⁻¹, has the rounding of y - 1 times log x.
template <>
double allowed<power_fn>(quantity q, double x, double /*y*/) {
  return q == by_first ? 4 + std::abs(std::log(x)) : 4;
}
/// Powers of negative numbers exist for whole exponents only: they have a test of their own.
template <>
bool is_skipped<power_fn>(double x, double /*y*/) {
  return x <= 0;
}

}  // namespace rows

namespace {

constexpr auto x = parameter<"x">;
constexpr auto y = parameter<"y">;
constexpr auto t = input<"t">;
constexpr double infinity = std::numeric_limits<double>::infinity();

// Derivatives of arithmetic.
static_assert(same(diff(x + y, x), 1_c) && same(diff(x - y, y), -1_c) && same(diff(x * y, x), y));
static_assert(same(diff(x / y, x), 1_c / y) && same(diff(-x, x), -1_c) && same(diff(square(x), x), 2_c * x));
static_assert(same(diff(where(x < y, square(x), y), x), where(x < y, 2_c * x, 0_c)));
static_assert(same(diff(where(x < y, 2_c, 3_c), x), 0_c));
static_assert(same(diff(sample_mean(x * t), x), sample_mean(t)) && same(diff(sample_sum(x * t), x), sample_sum(t)));
static_assert(same(diff(sample_mean(x + t), x), 1_c) && same(diff(sample_sum(x + t), x), sample_sum(1_c)));

// Powers with an exact exponent.
static_assert(same(diff(pow(x, 3_c), x), 3_c * square(x)) && same(diff<2>(pow(x, 3_c), x), 6_c * x));
static_assert(same(diff<3>(pow(x, 3_c), x), 6_c) && same(diff<4>(pow(x, 3_c), x), 0_c));
static_assert(same(diff(pow(x, 0.5_c), x), 0.5_c * pow(x, -0.5_c)));
static_assert(same(diff(pow(x, 1.5_c), x), 1.5_c * pow(x, 0.5_c)));

template <class Program>
constexpr bool takes_logarithm(const Program& p) {
  for (int i = 0; i < p.code_count; ++i)
    if (detail::op_of(p.code[i]) == detail::code_of_row<log_fn>()) return true;
  return false;
}
template <class... S>
constexpr auto& program_of_gradient(with_respect_to<S...>) {
  return detail::gradient_source<std::remove_const_t<decltype(pow(x, y))>, detail::symbol_list<detail::id_of<S>...>>::program;
}
// The derivative by x alone takes no logarithm.
static_assert(!takes_logarithm(program_of_gradient(wrt(x))) && takes_logarithm(program_of_gradient(wrt(x, y))));
static_assert(!takes_logarithm(detail::value_source<decltype(diff(pow(x, y), x, x))>::program));

BOOST_AUTO_TEST_SUITE(arithmetic)

BOOST_AUTO_TEST_CASE(rows_against_50_digits) { rows::check_all(detail::arithmetic{}); }

BOOST_AUTO_TEST_CASE(powers_of_zero) {
  const auto at = [](double exponent) { return value_and_gradient(pow(x, y), x = 0.0, y = exponent); };
  BOOST_TEST(at(2.5).value == 0);
  BOOST_TEST(at(2.5).gradient[x] == 0);
  BOOST_TEST(at(2.5).gradient[y] == 0);
  BOOST_TEST(at(1).value == 0);
  BOOST_TEST(at(1).gradient[x] == 1);
  BOOST_TEST(at(1).gradient[y] == 0);
  BOOST_TEST(at(0.5).value == 0);
  BOOST_TEST(at(0.5).gradient[x] == infinity);
  BOOST_TEST(at(0.5).gradient[y] == 0);
  BOOST_TEST(at(0).value == 1);
  BOOST_TEST(at(0).gradient[x] == 0);
  BOOST_TEST(at(0).gradient[y] == -infinity);  // from 1 to 0 at once
}

BOOST_AUTO_TEST_CASE(powers_of_negative_numbers) {
  for (const double base : {-0.3, -2.0, -7.5})
    for (const int exponent : {-3, -2, 0, 1, 2, 3, 6, 21}) {
      const auto r = value_and_gradient(3_c * pow(x, y), wrt(x), x = base, y = exponent);
      const auto close = boost::test_tools::tolerance(1e-15);
      BOOST_TEST(r.value == 3 * std::pow(base, exponent), close);
      BOOST_TEST(r.gradient[x] == 3 * exponent * std::pow(base, exponent - 1), close);
    }
  BOOST_TEST(gradient(pow(x, 3_c), x = -2.0)[x] == 12);
  BOOST_TEST(gradient(pow(x, -3_c), x = -2.0)[x] == -3.0 / 16);
}

BOOST_AUTO_TEST_CASE(whole_powers_multiply) {
  // Each product rounds, and each squaring doubles what came before.
  for (const double base : {0.1, 0.7, 1.3, -2.9, 11.1}) {
    BOOST_TEST(rows::units(evaluate(pow(x, 3_c), x = base), pow(rows::wide(base), 3)) <= 2);
    BOOST_TEST(rows::units(evaluate(pow(x, 7_c), x = base), pow(rows::wide(base), 7)) <= 5);
    BOOST_TEST(rows::units(evaluate(pow(x, 16_c), x = base), pow(rows::wide(base), 16)) <= 8);
    BOOST_TEST(rows::units(evaluate(pow(x, -5_c), x = base), pow(rows::wide(base), -5)) <= 5);
  }
}

BOOST_AUTO_TEST_CASE(powers_by_halves_take_a_square_root) {
  const auto half = [](const auto& power, double exponent) {
    for (const double base : {1e-60, 0.1, 0.7, 1.3, 11.1, 1e60})
      BOOST_TEST(rows::units(evaluate(power, x = base), pow(rows::wide(base), exponent)) <= 4, base << " to " << exponent);
    const double at_zero = evaluate(power, x = 0.0);
    BOOST_TEST(at_zero == std::pow(0.0, exponent));
    BOOST_TEST(std::isnan(evaluate(power, x = -1.0)));
    BOOST_TEST(evaluate(power, x = std::numeric_limits<double>::infinity()) == std::pow(HUGE_VAL, exponent));
  };
  half(pow(x, 0.5_c), 0.5);
  half(pow(x, 1.5_c), 1.5);
  half(pow(x, 2.5_c), 2.5);
  half(pow(x, 3.5_c), 3.5);
  half(pow(x, -0.5_c), -0.5);
  half(pow(x, -1.5_c), -1.5);
  half(pow(x, -3.5_c), -3.5);
  BOOST_TEST(evaluate(pow(x, 1.5_c), x = 4.0) == 8);
}

BOOST_AUTO_TEST_CASE(where_takes_one_branch) {
  const auto e = where(x < y, x * y, exp(x) - y);
  BOOST_TEST(evaluate(e, x = 1.0, y = 2.0) == 2);
  BOOST_TEST(evaluate(e, x = 0.0, y = -2.0) == 3);
  BOOST_TEST(gradient(e, x = 1.0, y = 2.0)[x] == 2);
  BOOST_TEST(gradient(e, x = 0.0, y = -2.0)[x] == 1);
  BOOST_TEST(gradient(e, x = 0.0, y = -2.0)[y] == -1);
  BOOST_TEST(evaluate(where(x < y, x, 7), x = infinity, y = 0.0) == 7);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
