// SPDX-License-Identifier: BSL-1.0
// Derivatives of high orders in series, beside difference quotients in so many digits that fifty are left, and row by row
// beside `diff` in turn.
#include <symdiff/symdiff.hpp>

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>

using namespace symdiff;

namespace {

constexpr auto w = parameter<"w">;
constexpr auto x = parameter<"x">;
constexpr auto y = parameter<"y">;
constexpr auto z = parameter<"z">;

using float500 = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<500>>;

void check_digits(const float500& found, const float500& expected, double digits) {
  const float500 error = abs(found - expected) / (abs(expected) + float500(1e-30));
  BOOST_TEST(static_cast<double>(error) < std::pow(10.0, -digits), "found " << found << ", expected " << expected);
}

/// The mixed central difference quotient: its error is of the order of the step's square.
template <int... Orders, class E>
float500 difference_quotient(const E& e, const std::array<double, 4>& at) {
  static const float500 step("1e-30");
  constexpr int orders[]{Orders...};
  float500 sum = 0;
  const auto visit = [&](auto self, std::size_t s, std::array<float500, 4> point, const float500& weight) -> void {
    if (s == 4) {
      sum += weight * evaluate(e + 0.0 * (w + x + y + z), w = point[0], x = point[1], y = point[2], z = point[3]);
      return;
    }
    float500 binomial = 1;
    for (int k = 0; k <= orders[s]; ++k) {
      auto moved = point;
      moved[s] += step * (float500(orders[s]) / 2 - k);
      self(self, s + 1, moved, k % 2 == 0 ? float500(weight * binomial) : float500(-weight * binomial));
      binomial = binomial * (orders[s] - k) / (k + 1);
    }
  };
  std::array<float500, 4> point;
  for (std::size_t s = 0; s < 4; ++s) point[s] = at[s];
  visit(visit, 0, point, 1);
  for (const int n : orders)
    for (int k = 0; k < n; ++k) sum /= step;
  return sum;
}

/// Written out and named, in fifty digits.
template <bool IsNamed, int... Orders, class E>
void check_in_orders(const E& e, const std::array<double, 4>& at) {
  using build = detail::mixed_derivative_of<E, detail::order_list<Orders...>, IsNamed, std::remove_cvref_t<decltype(w)>,
                                            std::remove_cvref_t<decltype(x)>, std::remove_cvref_t<decltype(y)>,
                                            std::remove_cvref_t<decltype(z)>>;
  const auto derivative = detail::build_expression<build>(e.numbers);
  BOOST_TEST_CONTEXT(e << (IsNamed ? " named" : " written out"))
  check_digits(evaluate(derivative + 0.0 * (w + x + y + z), w = float500(at[0]), x = float500(at[1]), y = float500(at[2]),
                        z = float500(at[3])),
               difference_quotient<Orders...>(e, at), 50);
}

BOOST_AUTO_TEST_CASE(named_derivatives_are_those_of_difference_quotients) {
  constexpr std::array at{0.75, 0.625, 1.25, 0.4375};
  check_in_orders<true, 3, 2, 4, 3>(w * exp(x * y) * sin(z) + atan(w * x - y * z), at);
  check_in_orders<true, 2, 3, 2, 1>(tanh(w - x) / (1_c + square(y)) * pow(x * z, 1.5_c), at);
  check_in_orders<true, 1, 2, 3, 2>(exp(w * z) * log(x + y * z) + max(w * y, x) * z, at);
  check_in_orders<true, 2, 2, 2, 2>(where(w < y, cosh(x * z) * asinh(w * y), sqrt(w - y)), at);
}

BOOST_AUTO_TEST_CASE(derivatives_written_out_are_those_of_difference_quotients) {
  constexpr std::array at{0.75, 0.625, 1.25, 0.4375};
  check_in_orders<false, 1, 2, 1, 1>(w * exp(x * y) * sin(z) + atan(w * x - y * z), at);
  check_in_orders<false, 2, 1, 2, 0>(pow(w + x, y), at);
  check_in_orders<false, 0, 3, 3, 0>(hypot(x, y) * atan2(y, x), at);
  check_in_orders<false, 3, 0, 0, 3>(sum(stack(w, z, w * z)) / dot(stack(w, 2_c), stack(z, w)), at);
}

/// A derivative of order `Order` by x, named and written out, beside that in turn.
template <int Order, class E>
void check_row(const E& e, double at, double tolerance = 1e-11) {
  using by_x = std::remove_cvref_t<decltype(x)>;
  const auto both = detail::build_expression<detail::mixed_derivative_of<E, detail::order_list<Order>, true, by_x>>(e.numbers);
  const auto out = detail::build_expression<detail::mixed_derivative_of<E, detail::order_list<Order>, false, by_x>>(e.numbers);
  const auto in_turn = detail::diff_repeatedly<Order, E, by_x>(e);
  const auto found = evaluate(stack(both, out, in_turn).vector() + 0.0 * (x + y), x = at, y = 0.75);
  BOOST_TEST_CONTEXT(e << " at x = " << at)
  for (int k = 0; k < 2; ++k) {
    const bool is_same = found[k] == found[2] || (std::isnan(found[k]) && std::isnan(found[2])) ||
                         std::abs(found[k] - found[2]) <= tolerance * std::abs(found[2]);
    BOOST_TEST(is_same, (k == 0 ? "named " : "written out ") << found[k] << ", in turn " << found[2]);
  }
}

BOOST_AUTO_TEST_CASE(rows) {
  check_row<3>(exp(x * y) + expm1(x * x) + exp2(x * y), 0.375);
  check_row<3>(log(x * y) + log2(x * x) + log10(x) + log1p(x * x), 0.375);
  check_row<3>(sin(x * y) + cos(x * x) + tan(x * y), 0.375);
  check_row<3>(asin(x * y) + acos(x * x) + atan(x * y), 0.375);
  check_row<3>(sinh(x * y) + cosh(x * x) + tanh(x * y), 0.375);
  check_row<3>(asinh(x * y) + acosh(x * x + 2_c) + atanh(x * y), 0.375);
  check_row<3>(erf(x * y) + erfc(x * x) + normal_cdf(x * y), 0.375);
  check_row<3>(lgamma(x * y) + digamma(x * x), 1.375);
  check_row<3>(sigmoid(x * y) + softplus(x * x) + silu(x * y) + gelu(x * x), 0.375);
  check_row<3>(sqrt(x * x + 1_c) + cbrt(x * y) + pow(x, 2.5_c) + pow(x * y, y) + pow(y, x), 0.375);
  check_row<3>(hypot(x, 2_c) + atan2(x, y) + 1_c / (x * x + y) - x / y, 0.375);
}

BOOST_AUTO_TEST_CASE(kinks_and_branches) {
  check_row<2>(abs(x * x * x) + sign(x) * exp(x) + floor(x) * square(x) + ceil(x), -0.375);
  for (const double at : {-1.5, 0.0, 0.5, 1.0, 2.5}) {
    check_row<2>(max(x * x * x, exp(x) * y) + min(sin(x), x) + relu(x) * exp(x) + max(square(x), 1_c), at);
    check_row<2>(where(x < y, exp(x) * x, sqrt(x - 1_c)) + sin(where(x < y && !(x < 0_c), exp(x), cosh(x))), at);
    check_row<2>(where(0_c < x || y < x, log(x) * x, x * x * sin(x)), at);
  }
  check_row<3>(sqrt(x), 0);
  check_row<3>(pow(x, 3_c) + log(x), 0);
  check_row<3>(pow(x, 2.5_c), 0);
  BOOST_TEST(evaluate(diff<5>(square(square(x)) * x * sqrt(x) * y, x), x = 0.0, y = 2.0) == 0);
}

}  // namespace
