// SPDX-License-Identifier: BSL-1.0
#include <symdiff/derivative.hpp>
#include <symdiff/notation.hpp>
#include <symdiff/functions/losses.hpp>
#include <symdiff/shape.hpp>

#include <boost/test/unit_test.hpp>

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

}  // namespace

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
