// SPDX-License-Identifier: BSL-1.0
// Away from kinks by machine; at kinks the subgradients that the docstrings name.
#include "check_rows.hpp"

#include <vector>

using namespace symdiff;

namespace rows {

template <>
bool is_skipped<floor_fn>(double x, double /*y*/) {
  return x == std::floor(x);
}
template <>
bool is_skipped<ceil_fn>(double x, double /*y*/) {
  return x == std::floor(x);
}
template <>
bool is_skipped<min_fn>(double x, double y) {
  return x == y;
}
template <>
bool is_skipped<max_fn>(double x, double y) {
  return x == y;
}

}  // namespace rows

namespace {

constexpr auto x = parameter<"x">;
constexpr auto y = parameter<"y">;
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

static_assert(same(diff(abs(x), x), sign(x)) && same(diff(sign(x), x), 0_c) && same(diff(floor(x), x), 0_c));
static_assert(same(clamp(x, -1_c, 1_c), min(max(x, -1_c), 1_c)));

// At compile time.
static_assert(evaluate(abs(x), x = -2.5) == 2.5 && evaluate(sign(x), x = -2.5) == -1 && evaluate(sign(x), x = 0.0) == 0);
static_assert(evaluate(min(x, y), x = 1.0, y = 2.0) == 1 && evaluate(max(x, y), x = 1.0, y = 2.0) == 2);
static_assert(evaluate(clamp(x, -1, 1), x = 3.0) == 1 && evaluate(clamp(x, -1, 1), x = -3.0) == -1 &&
              evaluate(clamp(x, -1, 1), x = 0.25) == 0.25);
static_assert(gradient(abs(x), x = -3.0)[x] == -1 && gradient(3_c * max(x, y), x = 3.0, y = 2.0)[x] == 3);
static_assert(gradient(square(clamp(x, -1_c, 1_c)), x = 0.5)[x] == 1 && gradient(square(clamp(x, -1_c, 1_c)), x = 5.0)[x] == 0);

BOOST_AUTO_TEST_SUITE(piecewise)

BOOST_AUTO_TEST_CASE(rows_against_50_digits) { rows::check_all(detail::piecewise_functions{}); }

BOOST_AUTO_TEST_CASE(subgradients_at_kinks) {
  BOOST_TEST(gradient(3_c * abs(x), x = 0.0)[x] == 0);
  BOOST_TEST(gradient(3_c * sign(x), x = 0.0)[x] == 0);
  BOOST_TEST(gradient(3_c * floor(x), x = 2.0)[x] == 0);
  BOOST_TEST(gradient(3_c * ceil(x), x = 2.0)[x] == 0);
  const auto smaller = gradient(3_c * min(x, y), x = 2.0, y = 2.0), larger = gradient(3_c * max(x, y), x = 2.0, y = 2.0);
  BOOST_TEST(smaller[x] + smaller[y] == 3);
  BOOST_TEST(smaller[x] * smaller[y] == 0);
  BOOST_TEST(larger[x] + larger[y] == 3);
  BOOST_TEST(larger[x] * larger[y] == 0);
  BOOST_TEST(gradient(3_c * min(x, 0_c), x = 0.0)[x] == 0);
  BOOST_TEST(gradient(3_c * max(x, 0_c), x = 0.0)[x] == 0);
  BOOST_TEST(gradient(3_c * max(0_c, x), x = 0.0)[x] == 0);
  const auto origin = gradient(3_c * hypot(x, y), x = 0.0, y = 0.0);
  BOOST_TEST(origin[x] == 0);
  BOOST_TEST(origin[y] == 0);
}

BOOST_AUTO_TEST_CASE(lengths_do_not_overflow) {
  const auto close = boost::test_tools::tolerance(1e-15);
  for (const double scale : {1e300, 1.0, 1e-300, 1e-310}) {
    const auto r = value_and_gradient(hypot(x, y), x = 3 * scale, y = -4 * scale);
    BOOST_TEST(r.value == 5 * scale, boost::test_tools::tolerance(1e-13));
    BOOST_TEST(r.gradient[x] == 0.6, boost::test_tools::tolerance(1e-13));
    BOOST_TEST(r.gradient[y] == -0.8, boost::test_tools::tolerance(1e-13));
  }
  BOOST_TEST(gradient(hypot(x, 0_c), x = -2.0)[x] == -1, close);
}

BOOST_AUTO_TEST_CASE(what_is_not_a_number) {
  BOOST_TEST(std::isnan(evaluate(abs(x), x = nan)));
  BOOST_TEST(std::isnan(evaluate(floor(x), x = nan)));
  BOOST_TEST(std::isnan(evaluate(hypot(x, y), x = nan, y = 1.0)));
  const auto all = stack(max(x, y), min(x, y), clamp(x + y, -1, 1), max(stack(x, y, 3)));
  for (const double first : {nan, 1.0})
    for (const double number : evaluate(all, x = first, y = first == 1 ? nan : 1.0)) BOOST_TEST(std::isnan(number));
  const std::vector<double> places{1, nan, 2, nan, 3};
  constexpr auto t = input<"t">;
  std::vector<double> larger(5), smaller(5);
  evaluate_each(stack(max(t, 2_c), min(y, t)), into(larger, smaller), t = places, y = 2.0);
  for (std::size_t i = 0; i < 5; ++i) BOOST_TEST((std::isnan(larger[i]) == (i % 2 == 1) && std::isnan(smaller[i]) == (i % 2 == 1)));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
