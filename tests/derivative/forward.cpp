// SPDX-License-Identifier: BSL-1.0
#include <symdiff/derivative.hpp>
#include <symdiff/notation.hpp>
#include <symdiff/functions/losses.hpp>
#include <symdiff/shape.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>
#include <vector>

using namespace symdiff;

namespace {

constexpr auto a = parameter<"a">;
constexpr auto b = parameter<"b">;
constexpr auto w = parameter<"w", 3>;
constexpr auto x = input<"x", 3>;
constexpr auto W = parameter<"W", 2, 3>;

// A vector by a scalar: element by element, through every operation.
static_assert(same(diff(a * w, a), w) && same(diff(sin(a * w), a), w * cos(a * w)) && same(diff(w, a), 0_c * w));
static_assert(same(diff(matmul(W, a * w), a), matmul(W, w)) && same(diff(matmul(a * W, w), a), matmul(W, w)));
static_assert(same(diff(outer(a * w, x), a), outer(w, x)) && same(diff(transpose(a * W), a), transpose(W)));
static_assert(same(diff(stack(a * b, a, 1_c), a), stack(b, 1_c, 0_c)) && same(diff(slice<0, 2>(a * w), a), slice<0, 2>(w)));
static_assert(same(diff(w * norm(stack(a)), b), 0_c * w) && same(diff(row_sums(a * W), a), row_sums(W)));
static_assert(same(diff(where(w < x, a * w, w), a), where(w < x, w, 0_c)));
static_assert(same(diff<2>(square(a) * w, a), 2_c * w) && same(diff(a * b * w, a, b), w));
static_assert(same(diff(sample_mean(a * x), a), sample_mean(x)));

// The elements of a gradient that is 0 but for a part: around that part, at its ends, and within.
constexpr auto u = parameter<"u", 5>;
constexpr auto of_part = diff(dot(slice<1, 3>(u), w), u);
static_assert(same(element<0>(of_part), 0_c) && same(element<1>(of_part), element<0>(w)));
static_assert(same(element<3>(of_part), element<2>(w)) && same(element<4>(of_part), 0_c));
static_assert(same(element<3>(diff(element<2>(u), u)), 0_c) && same(element<2>(diff(element<2>(u), u)), 1_c));

}  // namespace

BOOST_AUTO_TEST_CASE(equals_share_a_maximum) {  // at a = 1 both are the largest, with slopes 2 and 2, and 3 and 2
  const auto compare = [](double found, double expected) { BOOST_TEST(found == expected, boost::test_tools::tolerance(1e-15)); };
  const auto check = [&](const auto& largest, double first, double second) {
    const auto v = stack(largest, a);  // a vector by a scalar: forward
    compare(evaluate(diff(v, a), a = 1.0)[0], first);
    compare(evaluate(diff<2>(v, a), a = 1.0)[0], second);
    compare(evaluate(diff(largest, a), a = 1.0), first);  // reverse
    compare(evaluate(diff<2>(largest, a), a = 1.0), second);
    compare(hessian(largest, a = 1.0)(a, a), second);
  };
  check(max(stack(square(a), 2_c * a - 1_c, a - 2_c)), 2, 1);
  check(max(stack(a * square(a), 2_c * a - 1_c)), 2.5, 3);
  check(max(stack(a * square(a), square(a), a, 1_c)), 1.5, 2);
  check(2_c * max(outer(stack(a, 1_c, a - 3_c), stack(square(a), 1_c, a))), 3, 10.0 / 3);
}

BOOST_AUTO_TEST_CASE(what_is_not_taken) {  // forward, where each element has a condition of its own
  constexpr auto root = sqrt(a - w);
  constexpr auto v = where(w < a, root, 0_c * w) * where(w < 0_c, root, w) + sqrt(where(w < a, root, 0_c));
  const std::array values{-3.0, 0.75, 2.0};
  const auto slopes = evaluate(diff(v, a), a = 1.0, w = values);
  const auto curvatures = evaluate(diff<2>(v, a), a = 1.0, w = values);
  const double quarter = 1 / (4 * std::pow(4, 0.75));
  BOOST_TEST(slopes[0] == 1 + quarter, boost::test_tools::tolerance(1e-14));
  BOOST_TEST(slopes[1] == 0.75 + 1 / (4 * std::pow(0.25, 0.75)), boost::test_tools::tolerance(1e-14));
  BOOST_TEST(slopes[2] == 0);
  BOOST_TEST(curvatures[0] == -0.75 * quarter / 4, boost::test_tools::tolerance(1e-14));
  BOOST_TEST(curvatures[2] == 0);
  BOOST_TEST(evaluate(diff(stack(sum(v) * dot(v, w), a), a), a = 1.0, w = values)[0] ==
                 evaluate(diff(sum(v) * dot(v, w), a), a = 1.0, w = values),
             boost::test_tools::tolerance(1e-14));
}

BOOST_AUTO_TEST_CASE(forward_and_reverse_agree) {
  constexpr auto v = softmax(a * w) * max(w * a) + log_softmax(b * w * a) * dot(w, w * a);
  const std::array values{0.3, -1.2, 0.7};
  const auto slopes = evaluate(diff(v, a), a = 0.8, b = -1.4, w = values);
  const auto matrix = evaluate(jacobian(v, a, b), a = 0.8, b = -1.4, w = values);
  const auto all = evaluate(jacobian(v, a, w, b), a = 0.8, b = -1.4, w = values);
  for (int i = 0; i < 3; ++i) {
    BOOST_TEST(slopes[i] == all(i, 0), boost::test_tools::tolerance(1e-13));
    BOOST_TEST(matrix(i, 0) == all(i, 0), boost::test_tools::tolerance(1e-13));
    BOOST_TEST(matrix(i, 1) == all(i, 4), boost::test_tools::tolerance(1e-13));
  }
}

BOOST_AUTO_TEST_CASE(hessian_as_a_matrix) {
  const auto h = evaluate(diff(norm(w), w, w), w = std::array{2.0, 3.0, 6.0});
  const double x[]{2, 3, 6};
  for (int i = 0; i < 3; ++i)
    for (int k = 0; k < 3; ++k)
      BOOST_TEST(h(i, k) == ((i == k) - x[i] * x[k] / 49) / 7, boost::test_tools::tolerance(1e-13));
}
