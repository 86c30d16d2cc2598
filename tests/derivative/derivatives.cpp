// SPDX-License-Identifier: BSL-1.0
#include <symdiff/symdiff.hpp>

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/test/unit_test.hpp>

#include <cmath>
#include <sstream>
#include <vector>

using namespace symdiff;

namespace {

constexpr auto w = parameter<"w">;
constexpr auto x = parameter<"x">;
constexpr auto y = parameter<"y">;
constexpr auto z = parameter<"z">;
constexpr auto t = input<"t">;

using float50 = boost::multiprecision::cpp_bin_float_50;

// Low orders are those of diff, high ones exact where the expression is a polynomial.
static_assert(same(derivatives<1, 1>(sin(x * y), x, y), diff(sin(x * y), x, y)));
static_assert(same(derivatives<2, 1>(exp(x) * y * y, x, y), diff(exp(x) * y * y, x, x, y)));
static_assert(same(derivatives<0, 0>(sin(x * y), x, y), sin(x * y)) && same(derivatives<0, 1>(x * y, x, y), x));
static_assert(same(derivatives<3, 2, 1>(square(x) * x * square(y) * z, x, y, z), 12_c));
static_assert(same(derivatives<3, 3>(square(x) * x * square(y), x, y), 0_c));
static_assert(same(derivatives<2, 2, 2>(x * y, x, y, z), 0_c) && same(derivatives<5>(3_c + y, x), 0_c));
static_assert(same(derivatives<2, 4>(exp(x) * exp(y), x, x), diff<6>(exp(x) * exp(y), x)));
static_assert(same(diff(sin(x) * y, x, x, x, y, x, x), diff<5>(sin(x), x)));
static_assert(same(diff<9>(sin(t), t), cos(t)) && same(diff<21>(sin(t), t), diff<5>(sin(t), t)));

// Of very high orders the derivative is named, and evaluated in series; the order of the symbols is of no consequence.
constexpr auto formula = exp(w * sin(x * log(y) / z) + sqrt(w * z / (x * y))) + w * w / tan(z);
constexpr auto named = derivatives<3, 2, 4, 3>(formula, w, x, y, z);
static_assert(same(named, derivatives<4, 3, 2, 3>(formula, y, z, x, w)));
static_assert(same(diff(named, x), derivatives<3, 3, 4, 3>(formula, w, x, y, z)) && same(diff(named, t), 0_c));
static_assert(same(derivatives<1, 1>(named, x, z), derivatives<3, 3, 4, 4>(formula, w, x, y, z)));

template <class Found>
void check_digits(const Found& found, const Found& expected, double digits) {
  const Found error = abs(found - expected) / (abs(expected) + Found(1e-30));
  BOOST_TEST(static_cast<double>(error) < std::pow(10.0, -digits), "found " << found << ", expected " << expected);
}

BOOST_AUTO_TEST_CASE(the_formula_of_twelve_orders) {
  // Calculated by Mathematica, as Boost.Math's documentation of autodiff has it.
  const float50 expected("1976.319600747797717779881875290418720908121189218755");
  check_digits(evaluate(named, w = float50(11), x = float50(12), y = float50(13), z = float50(14)), expected, 47);
  check_digits(evaluate(named, w = 11.0L, x = 12.0L, y = 13.0L, z = 14.0L), static_cast<long double>(expected), 15);
}

constexpr double sixth = evaluate(diff<6>(1_c / (1_c - x * y * y), x), x = 0.0, y = 1.0);
static_assert(sixth == 720);

BOOST_AUTO_TEST_CASE(named_derivatives_are_differentiated_and_combined) {
  constexpr auto e = 2_c * x * named + derivatives<3, 2, 4, 2>(formula, w, x, y, z);
  const parameters p{w = 1.0, x = 1.25, y = 1.5, z = 1.75};
  const double expected = evaluate(
      2_c * named + 2_c * x * derivatives<3, 3, 4, 3>(formula, w, x, y, z) + derivatives<3, 3, 4, 2>(formula, w, x, y, z), p);
  BOOST_TEST(gradient(e, p)[x] == expected, boost::test_tools::tolerance(1e-13));
  BOOST_TEST(hessian(named, p)(x, z) == evaluate(derivatives<3, 3, 4, 4>(formula, w, x, y, z), p),
             boost::test_tools::tolerance(1e-13));
  BOOST_TEST(evaluate(diff(stack(named, x), x), p)[0] == evaluate(diff(named, x), p), boost::test_tools::tolerance(1e-13));
  BOOST_TEST(evaluate(substitute(named, x = t, z = parameter<"a">), w = 1.0, t = 1.25, y = 1.5, parameter<"a"> = 1.75) ==
             evaluate(named, p));
}

BOOST_AUTO_TEST_CASE(named_derivatives_of_samples) {
  constexpr auto e = derivatives<5, 4>(exp(t * x) / (1_c + square(t * x)), x, t);
  const std::vector<double> samples{0.25, 0.5, 0.75};
  std::vector<double> found(3);
  evaluate_each(e, into(found), t = samples, x = 0.5);
  double sum = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    BOOST_TEST(found[i] == evaluate(e, t = samples[i], x = 0.5), boost::test_tools::tolerance(1e-12));
    sum += found[i];
  }
  BOOST_TEST(evaluate(sample_sum(e), t = samples, x = 0.5) == sum, boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(prints) {
  std::ostringstream out;
  out << derivatives<9, 9>(exp(x * y) * sin(x * y), x, y);
  BOOST_TEST((out.str() == "diff<9>(diff<9>(exp(x*y)*sin(x*y), y), x)" || out.str() == "diff<9>(diff<9>(exp(x*y)*sin(x*y), x), y)"),
             out.str());
}

}  // namespace
