// SPDX-License-Identifier: BSL-1.0
#include <symdiff/derivative/diff.hpp>

#include "check_gradient.hpp"

#include <limits>

using namespace symdiff;

namespace {

constexpr auto a = parameter<"a">;
constexpr auto w = parameter<"w", 3>;
constexpr auto A = parameter<"A", 2, 3>;
constexpr double infinity = std::numeric_limits<double>::infinity();

static_assert(same(sum(a), a) && same(max(a), a) && same(mean(w), sum(w) / 3_c) && same(mean(A), sum(A) / 6_c));
static_assert(same(sum(-w), -sum(w)) && same(sum(0_c * w), 0_c) && same(sum(0_c * w + 1_c), 3_c));
static_assert(same(row_sums(transpose(A)), column_sums(A)) && same(max(transpose(A)), max(A)));
static_assert(same(diff(sum(w * w), w), 2_c * w) && same(diff(sum(w), w), 0_c * w + 1_c));
static_assert(same(diff(sum(sin(w)), w), cos(w)) && same(diff(sum(a * w), a), sum(w)));
static_assert(row_sums(A).graph.result == detail::shape{2, 0} && column_sums(A).graph.result == detail::shape{3, 0});

// At compile time.
static_assert(evaluate(max(w), w = std::array{1.0, 5.0, -2.0}) == 5 && evaluate(mean(w), w = std::array{1, 2, 6}) == 3);

}  // namespace

BOOST_AUTO_TEST_CASE(sums_of_rows_and_columns) {
  const std::array values{1.0, 2.0, 3.0, 10.0, 20.0, 30.0};
  const auto rows = evaluate(row_sums(A), A = values), expected_rows = std::array{6.0, 60.0};
  const auto columns = evaluate(column_sums(A), A = values), expected_columns = std::array{11.0, 22.0, 33.0};
  BOOST_TEST(rows == expected_rows, boost::test_tools::per_element());
  BOOST_TEST(columns == expected_columns, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(gradients) {
  check_gradient(sum(square(row_sums(A))) + norm(column_sums(A)) * mean(A) + max(A), A);
}

BOOST_AUTO_TEST_CASE(norm_at_the_origin) {
  const auto at = value_and_gradient(norm(w), w = std::array{0.0, 0.0, 0.0});
  BOOST_TEST(at.value == 0.0);
  for (int i = 0; i < 3; ++i) BOOST_TEST(at.gradient[w][i] == 0.0);
  const auto along = gradient(norm(w), w = std::array{3.0, 0.0, -4.0});
  BOOST_TEST(along[w][0] == 0.6, boost::test_tools::tolerance(1e-15));
  BOOST_TEST(along[w][2] == -0.8, boost::test_tools::tolerance(1e-15));
}

BOOST_AUTO_TEST_CASE(equal_maxima_share_the_derivative) {
  const auto g = gradient(-1.5 * max(w), w = std::array{2.0, 1.0, 2.0});
  BOOST_TEST(g[w][0] == -0.75);
  BOOST_TEST(g[w][1] == 0.0);
  BOOST_TEST(g[w][2] == -0.75);
  const auto all = gradient(max(w), w = std::array{-infinity, -infinity, -infinity});
  for (int i = 0; i < 3; ++i) BOOST_TEST(all[w][i] == 1 / 3.0, boost::test_tools::tolerance(1e-15));
}
