// SPDX-License-Identifier: BSL-1.0
// Values over number types, in constant expressions, and over columns.
#include <symdiff/symdiff.hpp>

#include <array>
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/multiprecision/cpp_dec_float.hpp>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <span>
#include <string>
#include <vector>

namespace {

using namespace symdiff;
using boost::multiprecision::cpp_bin_float_50;
using boost::multiprecision::cpp_dec_float_50;

constexpr auto x = parameter<"x">;
constexpr auto a = parameter<"a">;
constexpr auto t = input<"t">;
constexpr auto s = input<"s">;

// In constant expressions: polynomials, rationals, abs, min, max, where.
static_assert(evaluate(pow(x, 3_c) - x / (1_c + x), x = 3.0) == 26.25);
static_assert(evaluate(pow(x, -2_c), x = 2.0) == 0.25);
static_assert(evaluate(abs(x) + min(x, 1_c) * max(x, 2_c), x = -3.0) == 3 - 6);
static_assert(evaluate(where(x < 0_c || x > 4_c, 1_c, x), x = 2.0) == 2);
static_assert(gradient(square(x), x = 3.0)[x] == 6.0);
static_assert(value_and_gradient(a * x, a = 2.0, x = 3.0).gradient[a] == 3.0);
static_assert((a * x)(a = 2.0, x = 3.0) == 6.0);

// Float in, float out; whole numbers take part in any type.
static_assert(std::is_same_v<decltype(evaluate(0.5 * x, x = 1.0F)), float>);
static_assert(std::is_same_v<decltype(evaluate(0.5 * x, x = 1)), double>);
static_assert(std::is_same_v<decltype(evaluate(a * x, x = 1, a = 2.0F)), float>);
static_assert(std::is_same_v<decltype(evaluate(a * x, x = 1.0, a = 2.0F)), double>);
static_assert(std::is_same_v<decltype(evaluate(x, x = 1.0L)), long double>);

}  // namespace

BOOST_AUTO_TEST_CASE(fifty_digits_stay_fifty_digits) {
  const cpp_bin_float_50 third = cpp_bin_float_50(1) / 3;
  BOOST_TEST((abs(evaluate(third * x, x = cpp_bin_float_50(3)) - 1) < cpp_bin_float_50("1e-49")));
  const auto r = value_and_gradient(sin(x) * exp(a) + pi * x, x = third, a = cpp_bin_float_50(2));
  BOOST_TEST((abs(r.gradient[a] - sin(third) * exp(cpp_bin_float_50(2))) < cpp_bin_float_50("1e-48")));
}

BOOST_AUTO_TEST_CASE(decimal_numbers) {
  const cpp_dec_float_50 tenth("0.1");
  BOOST_TEST((evaluate(x * x - a / 4, x = tenth, a = cpp_dec_float_50(1)) == cpp_dec_float_50("-0.24")));
  BOOST_TEST((gradient(log(x) * a, x = tenth, a = 2)[x] == 20));
  BOOST_TEST((hessian(where(x < a, x * x * a, x), x = tenth, a = 2)(x, x) == 4));
}

BOOST_AUTO_TEST_CASE(long_double_has_its_own_digits) {
  const long double third = 1.0L / 3;
  BOOST_TEST((evaluate(x * 3_c - 1_c, x = third) == third * 3 - 1));
  BOOST_TEST((evaluate(exp(x), x = third) == std::exp(third)));
  BOOST_TEST((gradient(1_c / 3_c * x, x = 1.0L)[x] == third));
}

BOOST_AUTO_TEST_CASE(float_is_computed_in_float) {
  const float third = 1.0F / 3;
  BOOST_TEST(evaluate(x * x + 0.1, x = third) == third * third + 0.1F);
  BOOST_TEST(evaluate(exp(x), x = third) == std::exp(third));
  const auto g = gradient(sin(x) * a, x = third, a = 2);
  static_assert(std::is_same_v<std::remove_cvref_t<decltype(g[x])>, float>);
  BOOST_TEST(g[x] == 2 * std::cos(third));
  std::vector<float> times{1, 2, 4};
  static_assert(std::is_same_v<decltype(evaluate(sample_mean(t * x), x = 1.0F, t = times)), float>);
  BOOST_TEST(evaluate(sample_mean(t * x), x = 3.0F, t = times) == 7.0F);
}

BOOST_AUTO_TEST_CASE(columns_of_whole_numbers) {
  const int labels[]{0, 1, 1, 4};
  BOOST_TEST(evaluate(sample_mean(t), t = labels) == 1.5);
  std::vector<short> counts{1, 2, 3, 4};
  BOOST_TEST(evaluate(sample_sum(t * s), t = labels, s = counts) == 21.0);
}

BOOST_AUTO_TEST_CASE(of_a_single_sample_a_mean_is_the_expression) {
  BOOST_TEST(evaluate(sample_mean(square(t)), t = 3.0) == 9.0);
  BOOST_TEST(evaluate(sample_sum(t * s) + sample_mean(t), t = 3.0, s = 2.0) == 9.0);
}

BOOST_AUTO_TEST_CASE(a_column_may_be_any_contiguous_container) {
  const auto loss = sample_mean(square(a * t - s));
  std::vector<double> times{1, 2, 3};
  std::array<double, 3> array{2, 4, 7};
  double speeds[]{2, 4, 7};
  BOOST_TEST(evaluate(loss, a = 2.0, t = times, s = speeds) == 1.0 / 3, boost::test_tools::tolerance(1e-15));
  BOOST_TEST(evaluate(loss, a = 2.0, t = std::span<const double>(times), s = array) == 1.0 / 3,
             boost::test_tools::tolerance(1e-15));
  BOOST_TEST(gradient(loss, a = 2.0, t = times, s = array)[a] == -2.0, boost::test_tools::tolerance(1e-15));
}

BOOST_AUTO_TEST_CASE(a_reduction_may_enter_another) {
  std::vector<double> values{1, 2, 4, 9};
  const auto variance = sample_mean(square(a * t - sample_mean(a * t)));
  const auto r = value_and_gradient(variance, a = 3.0, t = values);
  BOOST_TEST(r.value == 9 * 9.5, boost::test_tools::tolerance(1e-14));
  BOOST_TEST(r.gradient[a] == 2 * 3 * 9.5, boost::test_tools::tolerance(1e-14));
  BOOST_TEST(evaluate(sample_sum(t) + sample_sum(1_c) * x, x = 10.0, t = values) == 56.0);
  BOOST_TEST(gradient(sample_sum(x * t) + sample_mean(x * t), x = 1.0, t = values)[x] == 20.0);
}

BOOST_AUTO_TEST_CASE(unequal_columns_are_refused_by_name) {
  std::vector<double> times{1, 2, 3}, speeds{1, 2};
  const auto names_both = [](const std::invalid_argument& error) {
    const std::string what = error.what();
    return (what.find("'t'") != std::string::npos || what.find("'s'") != std::string::npos) &&
           what.find('2') != std::string::npos && what.find('3') != std::string::npos;
  };
  BOOST_CHECK_EXCEPTION(evaluate(sample_mean(t * s), t = times, s = speeds), std::invalid_argument, names_both);
  BOOST_CHECK_EXCEPTION(gradient(sample_mean(a * t - s), a = 1.0, t = times, s = speeds), std::invalid_argument,
                        names_both);
  speeds.push_back(5);
  BOOST_TEST(evaluate(sample_sum(t * s), t = times, s = speeds) == 20.0);
}

BOOST_AUTO_TEST_CASE(the_branch_not_taken_poisons_nothing) {
  const auto e = where(x > 0_c, log(x), x * x);
  BOOST_TEST(gradient(e, x = -3.0)[x] == -6.0);
  BOOST_TEST(gradient(sqrt(where(x > 0_c, x, 1_c)), x = -3.0)[x] == 0.0);
}

BOOST_AUTO_TEST_CASE(the_value_beside_a_gradient_has_the_bits_of_the_value) {
  const auto e = sin(x) * exp(a) / (1_c + x * x) + pow(x, 5_c) - erf(a / x);
  for (double at = 0.1; at < 3; at += 0.37)
    BOOST_TEST(value_and_gradient(e, x = at, a = 2 - at).value == evaluate(e, x = at, a = 2 - at));
}
