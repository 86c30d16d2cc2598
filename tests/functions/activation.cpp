// SPDX-License-Identifier: BSL-1.0
#include "check_rows.hpp"

using namespace symdiff;

namespace rows {

/// log(p / (1 - p)) vanishes at 1/2, where the quotient's rounding remains.
template <>
double allowed<logit_fn>(quantity q, double p, double /*y*/) {
  return q == value ? 4 + 1 / std::abs(std::log(p / (1 - p))) : 4;
}
template <>
bool is_skipped<logit_fn>(double p, double /*y*/) {
  return p == 0.5;
}

/// As normal_cdf, of which it is a product; its derivative has a root at -0.75.
template <>
double allowed<gelu_fn>(quantity, double x, double /*y*/) {
  return 8 + x * x;
}

}  // namespace rows

namespace {

constexpr auto x = parameter<"x">;

static_assert(same(diff(softplus(x), x), sigmoid(x)) && same(diff(relu(x), x), where(0_c < x, 1_c, 0_c)));
static_assert(same(log_sigmoid(x), -softplus(-x)) && same(gelu(x), x * normal_cdf(x)) && same(silu(x), x * sigmoid(x)));
static_assert(same(leaky_relu(x, 0.25_c), where(0_c < x, x, 0.25_c * x)) && same(leaky_relu(x), leaky_relu(x, 0.01_c)));
static_assert(evaluate(relu(x), x = -2.0) == 0 && evaluate(relu(x), x = 2.0) == 2 &&
              evaluate(leaky_relu(x, 0.25_c), x = -2.0) == -0.5);

BOOST_AUTO_TEST_SUITE(activation)

BOOST_AUTO_TEST_CASE(rows_against_50_digits) { rows::check_all(detail::activation_functions{}); }

BOOST_AUTO_TEST_CASE(kinks) {
  BOOST_TEST(gradient(3_c * relu(x), x = 0.0)[x] == 0);
  BOOST_TEST(gradient(3_c * leaky_relu(x, 0.25_c), x = 0.0)[x] == 0.75);
}

BOOST_AUTO_TEST_CASE(nothing_overflows) {
  for (const double large : {40.0, 710.0, 1e5, 1e300}) {
    BOOST_TEST(evaluate(softplus(x), x = large) == large);
    BOOST_TEST(evaluate(softplus(x), x = -large) == std::exp(-large));
    BOOST_TEST(evaluate(log_sigmoid(x), x = -large) == -large);
    BOOST_TEST(evaluate(sigmoid(x), x = large) == 1);
    BOOST_TEST(gradient(softplus(x), x = large)[x] == 1);
    BOOST_TEST(gradient(log_sigmoid(x), x = -large)[x] == 1);
    BOOST_TEST(std::isfinite(gradient(sigmoid(x), x = large)[x]));
    BOOST_TEST(std::isfinite(gradient(sigmoid(x), x = -large)[x]));
    BOOST_TEST(gradient(silu(x), x = large)[x] == 1.0, boost::test_tools::tolerance(3e-16));
    BOOST_TEST(gradient(gelu(x), x = large)[x] == 1);
  }
  BOOST_TEST(evaluate(logit(sigmoid(x)), x = 3.0) == 3, boost::test_tools::tolerance(1e-14));
}

/// What is x times a probability has its limits at infinity, with all derivatives.
BOOST_AUTO_TEST_CASE(limits_at_infinity) {
  constexpr double far = std::numeric_limits<double>::infinity();
  const auto check = [&](const auto& e) {
    const auto all = stack(e, diff(e, x), diff<2>(e, x), diff<3>(e, x)).vector();
    const auto above = evaluate(all, x = far), below = evaluate(all, x = -far);
    BOOST_TEST(above[0] == far);
    BOOST_TEST(below[0] == 0);
    for (std::size_t k = 1; k < 4; ++k) {
      BOOST_TEST(above[k] == (k == 1 ? 1 : 0));
      BOOST_TEST(below[k] == 0);
    }
  };
  check(gelu(x));
  check(silu(x));
  for (const double at : {-far, far}) {
    BOOST_TEST(gradient(cbrt(x), x = at)[x] == 0);
    BOOST_TEST(evaluate(cbrt(x), x = at) == at);
  }
  BOOST_TEST(std::isnan(evaluate(sign(x), x = std::nan(""))));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
