// SPDX-License-Identifier: BSL-1.0
// What is computed in the place of what was written: it prints as it was written, its value is never further from the
// truth than that of the very operations that were written, and value and derivatives are right where those overflow.
#include <symdiff/symdiff.hpp>

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>
#include <limits>
#include <vector>

using namespace symdiff;

namespace {

constexpr auto x = parameter<"x">;
constexpr auto y = parameter<"y">;
constexpr auto v = parameter<"v", 3>;

// As functions of the same mathematics.
static_assert(same(diff(log(1_c + exp(x)), x), diff(softplus(x), x)) && same(diff(log1p(exp(x)), x), sigmoid(x)));
static_assert(same(diff(1_c / (1_c + exp(-x)), x), diff(sigmoid(x), x)) && same(diff(1_c / (1_c + exp(x)), x), diff(sigmoid(-x), x)));
static_assert(same(diff(exp(x) / (1_c + exp(x)), x), diff(sigmoid(x), x)) && same(diff(1_c - sigmoid(x), x), diff(sigmoid(-x), x)));
static_assert(same(diff(log(sigmoid(x)), x), diff(log_sigmoid(x), x)) && same(diff(log(1_c - sigmoid(x)), x), diff(-softplus(x), x)));
static_assert(same(diff(log(1_c / (1_c + exp(-x))), x), sigmoid(-x)) && same(diff(log1p(-sigmoid(x)), x), -sigmoid(x)));
static_assert(same(diff(exp(x) - 1_c, x), exp(x)) && same(diff(1_c - exp(x), x), -exp(x)));
static_assert(same(diff(log(1_c + x), x), 1_c / (1_c + x)) && same(diff(log(1_c - x), x), -(1_c / (1_c - x))));
static_assert(same(diff(1_c - cos(x), x), sin(x)) && same(diff(cos(x) - 1_c, x), -sin(x)));
static_assert(same(diff(sqrt(square(x)), x), sign(x)) && same(diff(pow(x * x, 0.5_c), x), sign(x)));
static_assert(same(diff(x * sqrt(x), x), 1.5_c * sqrt(x)) && same(diff(x / sqrt(x), x), 0.5_c / sqrt(x)));
static_assert(same(diff(square(x) * sqrt(x), x), 2.5_c * (x * sqrt(x))) && same(diff(pow(x, 3_c) / sqrt(x), x), 2.5_c * (x * sqrt(x))));
static_assert(same(diff(y * x * sqrt(x), x), 1.5_c * (y * sqrt(x))));
static_assert(same(diff(log(sum(exp(v))), v), diff(log_sum_exp(v), v)));

// Not what is written around the same cancellation already, and not what only looks alike.
static_assert(cost(log(1_c + x) / ((1_c + x) - 1_c)).function_calls == 1);
static_assert(same(diff(log(2_c + x), x), 1_c / (2_c + x)) && same(diff(sqrt(x), x), 0.5_c / sqrt(x)));

using wide = boost::multiprecision::cpp_bin_float_50;

double distance(double found, const wide& truth) {
  if (found == static_cast<double>(truth)) return 0;
  int exponent = 0;
  std::frexp(static_cast<double>(truth), &exponent);
  const wide unit = std::max(std::ldexp(1.0, exponent - 53), std::numeric_limits<double>::denorm_min());
  return std::isfinite(found) ? static_cast<double>(abs(wide(found) - truth) / unit) : std::numeric_limits<double>::infinity();
}

const std::vector<double>& arguments() {
  static const std::vector<double> all = [] {
    std::vector<double> points{0};
    for (double m = 1e-300; m < 1e300; m *= m < 1e-30 || m > 1e30 ? 1e20 : m < 1e-3 || m > 1e4 ? 13.7 : 1.237)
      points.insert(points.end(), {m, -m});
    return points;
  }();
  return all;
}

/// At every point where the value is a number, the rewritten form is at most half a unit in the last place further from the
/// truth than the written one, or within two and a half, and its derivative is a number too.
template <class E>
void is_never_worse(const char* text, const E& e) {
  BOOST_TEST_CONTEXT(text) {
    BOOST_TEST(to_string(e) == text);
    BOOST_TEST(to_string(verbatim(e)) == "verbatim(" + std::string(text) + ")");
    int better = 0, points = 0;
    for (const double at : arguments()) {
      const wide truth = evaluate(verbatim(e), x = wide(at));
      if (!(abs(truth) < std::numeric_limits<double>::max())) continue;
      const auto found = value_and_gradient(e, x = at);
      const double written = distance(evaluate(verbatim(e), x = at), truth), rewritten = distance(found.value, truth);
      ++points;
      better += rewritten < written;
      BOOST_TEST(rewritten <= std::max(written + 0.5, 2.5), "at " << at << ": " << rewritten << " instead of " << written);
      BOOST_TEST(!std::isnan(found.gradient[x]), "the derivative at " << at << " is NaN");
    }
    BOOST_TEST(points > 20);
    BOOST_TEST(better > 0);
  }
}

BOOST_AUTO_TEST_SUITE(rewrites)

BOOST_AUTO_TEST_CASE(never_worse) {
  is_never_worse("log(exp(x) + 1)", log(1_c + exp(x)));
  is_never_worse("log1p(exp(x))", log1p(exp(x)));
  is_never_worse("1/(exp(-x) + 1)", 1_c / (1_c + exp(-x)));
  is_never_worse("exp(x)/(exp(x) + 1)", exp(x) / (1_c + exp(x)));
  is_never_worse("1 - sigmoid(x)", 1_c - sigmoid(x));
  is_never_worse("log(sigmoid(x))", log(sigmoid(x)));
  is_never_worse("log(1/(exp(-x) + 1))", log(1_c / (1_c + exp(-x))));
  is_never_worse("exp(x) - 1", exp(x) - 1_c);
  is_never_worse("1 - exp(x)", 1_c - exp(x));
  is_never_worse("log(x + 1)", log(1_c + x));
  is_never_worse("log(1 - x)", log(1_c - x));
  is_never_worse("1 - cos(x)", 1_c - cos(x));
  is_never_worse("sqrt(x^2)", sqrt(x * x));
  is_never_worse("(x^2)^0.75", pow(x * x, 0.75_c));
  is_never_worse("x/sqrt(x)", x / sqrt(x));
  is_never_worse("x^2/sqrt(x)", square(x) / sqrt(x));
  is_never_worse("log(exp(2*x) + exp(x))", log(exp(2_c * x) + exp(x)));
}

BOOST_AUTO_TEST_CASE(sums_of_exponentials) {
  const std::array<double, 3> large{1000, 999, -1000}, small{-1000, -1001, -5000}, infinite{-INFINITY, 0, -INFINITY};
  for (const auto& at : {large, small, infinite}) {
    const auto written = value_and_gradient(log(sum(exp(v))), v = at), meant = value_and_gradient(log_sum_exp(v), v = at);
    const auto scalars = value_and_gradient(log(exp(x) + exp(y) + exp(2_c * x)), x = at[0], y = at[1]);
    BOOST_TEST(written.value == meant.value);
    BOOST_TEST(written.gradient[v] == meant.gradient[v], boost::test_tools::per_element());
    BOOST_TEST(std::isfinite(scalars.value));
    BOOST_TEST(scalars.gradient[x] + scalars.gradient[y] >= 1 - 1e-15);
    BOOST_TEST(evaluate(exp(v) / sum(exp(v)), v = at) == evaluate(softmax(v), v = at), boost::test_tools::per_element());
  }
  BOOST_TEST(evaluate(log(exp(x) + exp(y)), x = -1000.0, y = -1000.0) == std::log(2.0) - 1000);
  BOOST_TEST(evaluate(log(1_c + exp(x) + exp(y)), x = 800.0, y = 1.0) == 800);
  // What is shifted already is left alone.
  BOOST_TEST(cost(log_sum_exp(v)).nodes == cost(verbatim(log_sum_exp(v))).nodes);
}

BOOST_AUTO_TEST_CASE(roots_times_what_they_are_of) {
  const auto at_zero = value_and_gradient(3.0 * x * sqrt(x) + y * square(x) * sqrt(x) + x / sqrt(x) * x, x = 0.0, y = 2.0);
  BOOST_TEST(at_zero.value == 0);
  BOOST_TEST(at_zero.gradient[x] == 0);
  BOOST_TEST(evaluate(x * sqrt(x), x = 3.0) == 3 * std::sqrt(3.0));
  // What is no number for x < 0 stays none.
  BOOST_TEST(std::isnan(evaluate(pow(x, 1.5_c) * sqrt(x), x = -2.0)));
  BOOST_TEST(std::isnan(evaluate(pow(x, 2.5_c) / sqrt(x), x = -2.0)));
  BOOST_TEST(std::isnan(evaluate(x / sqrt(x), x = -2.0)));
  BOOST_TEST(std::isnan(gradient(verbatim(x * sqrt(x)), x = 0.0)[x]));
  const std::array<double, 3> some{0, 1, 4};
  const std::array<double, 3> slopes{0, 1.5, 3};
  BOOST_TEST(gradient(sum(v * sqrt(v)), v = some)[v] == slopes, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(exactly_as_written) {
  BOOST_TEST(evaluate(verbatim(exp(x) - 1_c), x = 1e-20) == 0);
  BOOST_TEST(evaluate(exp(x) - 1_c + verbatim(exp(x) - 1_c), x = 1e-20) == 1e-20);  // beside what is not verbatim
  BOOST_TEST(gradient(verbatim(1_c / (1_c + exp(x))), x = 1.0)[x] == -std::exp(1.0) / (1 + std::exp(1.0)) / (1 + std::exp(1.0)),
             boost::test_tools::tolerance(1e-15));
  BOOST_TEST(std::isnan(gradient(verbatim(1_c / (1_c + exp(x))), x = 800.0)[x]));
  BOOST_TEST(std::isnan(evaluate(diff(verbatim(sqrt(x * x)), x), x = 0.0)));
  BOOST_TEST(to_string(diff(verbatim(log(1_c + exp(x))), x)) == "verbatim(1/(exp(x) + 1)*exp(x))");
  BOOST_TEST(std::isnan(evaluate(diff(verbatim(log(1_c + exp(x))), x), x = 800.0)));
  BOOST_TEST(evaluate(diff<2>(verbatim(x * square(x)), x), x = 3.0) == 18);
  BOOST_TEST(evaluate(verbatim(v), v = std::array<double, 3>{1, 2, 3})[2] == 3);
}

BOOST_AUTO_TEST_CASE(c_code_is_what_is_evaluated) {
  BOOST_TEST(to_c(log(1_c + exp(x)), "f").find("softplus") != std::string::npos);
  BOOST_TEST(to_c(verbatim(log(1_c + exp(x))), "f").find("softplus") == std::string::npos);
  BOOST_TEST(gradient_to_c(sqrt(square(x) + square(y)), "f").find(" ? ") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
