// SPDX-License-Identifier: BSL-1.0
// A branch that is not taken touches neither value nor derivatives, though it or its derivative is NaN or infinite: of
// scalars, over samples in packs, of vectors, in reverse and forward accumulation. Kinks, in each of them.
#include "check_orders.hpp"

namespace {

using namespace symdiff;
using orders::check;
using orders::check_every_way;
using orders::t;
using orders::x;

constexpr auto v = parameter<"v", 3>;
constexpr auto root = sqrt(x);
constexpr auto logarithm = log(x);
constexpr double infinity = std::numeric_limits<double>::infinity();

BOOST_AUTO_TEST_SUITE(branches)

BOOST_AUTO_TEST_CASE(one_branch) {
  check_every_way(where(0_c < x, sqrt(x), x), -1, {-1, 1, 0});
  check(where(x == 0_c, 1_c, sin(x) / x), 0, {1, 0, 0});
  check(3_c * exp(where(x == 0_c, 1_c, sin(x) / x)), 0, {3 * std::exp(1.0), 0, 0});
}

BOOST_AUTO_TEST_CASE(nested) {
  constexpr auto e = where(0_c < x, where(1_c < x, sqrt(x - 1_c), log(x)), square(x));
  check(e, 0.5, {std::log(0.5), 2, -4});
  check_every_way(e, -2, {4, -4, 2});
  check(e, 0, {0, 0, 2});
  check(e, 5, {2, 0.25, -1.0 / 32});
}

BOOST_AUTO_TEST_CASE(what_several_branches_share) {
  check_every_way(where(0_c < x, root, 0_c) + where(1_c < x, 2_c * root, 0_c), -1, {0, 0, 0});
  check(where(0_c < x, root, 0_c) + where(1_c < x, 2_c * root, 0_c), 4, {6, 0.75, -0.09375});
  check(where(0_c < x, square(logarithm), x) + where(0_c < x, exp(logarithm), 0_c), -3, {-3, 1, 0});
  check(where(x < 1_c, exp(x * x), 0_c) * 2_c + where(x < 2_c, square(exp(x * x)), x), 30, {30, 1, 0});
  check(where(0_c < x, where(1_c < x, root, 0_c) - 3_c * where(2_c < x, root, 0_c), x), -1, {-1, 1, 0});
  // An adjoint that is 0 in a branch that is taken is no reason to leave out what follows from it.
  const auto distance = square(root - 1_c);
  check(where(0_c < x, distance, 0_c) + where(0.5_c < x, distance, 0_c), 1, {0, 0, 1});
}

BOOST_AUTO_TEST_CASE(what_meets_again) {  // after it was guarded, relative to a dominator, or in sums of sums
  static constexpr auto y = parameter<"y">;
  static constexpr auto w = y * root + 1_c;
  const auto g = gradient(where(0_c < x, w, y) + where(1_c < x, w * w, y), x = -1.0, y = 2.0);
  BOOST_TEST(g[x] == 0);
  BOOST_TEST(g[y] == 2);
  const auto chain = gradient(where(0_c < x, w, where(-0.5_c < x, w * w, y)), x = -1.0, y = 2.0);
  BOOST_TEST(chain[x] == 0);
  BOOST_TEST(chain[y] == 1);
  const auto nine = where(0_c < x, root, where(-1_c < x, 2_c * root, where(-2_c < x, 3_c * root, where(-3_c < x, 4_c * root,
                    where(-4_c < x, 5_c * root, where(-5_c < x, 6_c * root, where(-6_c < x, 7_c * root, where(-7_c < x, 8_c * root,
                    where(-8_c < x, 9_c * root, square(x))))))))));
  check(nine, -10, {100, -20, 2});
  check(nine + exp(where(1_c < x, root, 0_c)), -10, {101, -20, 2});
  check(where(0_c < x, root, 0_c) + where(1_c < x, 2_c * root, 0_c), 0.25, {0.5, 1, -2});
  // The conditions of what is read are those of all who read it: of both, of one, and of none.
  const auto both = where(0_c < x && !(4_c < x), root, 0_c) * where(1_c < x || x < -3_c, square(w), y);
  for (const double at : {-4.0, -1.0, 0.0, 0.25, 2.25, 9.0}) {
    const bool first = 0 < at && !(4 < at), second = 1 < at || at < -3;
    const auto slopes = gradient(both, x = at, y = 2.0);
    const double r = std::sqrt(at), v = 2 * r + 1;
    BOOST_TEST(slopes[x] == (!first ? 0 : second ? 0.5 / r * v * v + r * 2 * v / r : 1 / r), boost::test_tools::tolerance(1e-14));
    BOOST_TEST(slopes[y] == (!first ? 0 : second ? r * 2 * v * r : r), boost::test_tools::tolerance(1e-14));
  }
}

BOOST_AUTO_TEST_CASE(rows_that_choose) {
  check_every_way(max(root, 1_c), 0, {1, 0, 0});
  check_every_way(min(max(log(x), -1_c), 3_c), 0, {-1, 0, 0});
  check(relu(root - 1_c) * 2_c + max(root, 0.5_c), 0, {0.5, 0, 0});
  check(clamp(1_c / x, -2_c, 2_c) * root + x, 0.25, {1.25, 3, -4});
  // What the largest element of a vector is not.
  const auto e = max(stack(root, x + 1_c, log(x))) + max(sqrt(v));
  const auto g = gradient(e, x = 0.0, v = std::array{0.0, 4.0, 0.0});
  BOOST_TEST(g[x] == 1);
  BOOST_TEST(g[v][0] == 0);
  BOOST_TEST(g[v][1] == 0.25);
  BOOST_TEST(hessian(e, x = 0.0, v = std::array{0.0, 4.0, 0.0})(v, v)(1, 1) == -1.0 / 32);
}

BOOST_AUTO_TEST_CASE(over_samples) {
  const std::vector<double> times{-10, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8};  // more than a pack, and no multiple
  const dataset data{t = times};
  const parameters two{x = 2.0}, minus_two{x = -2.0};
  const auto of_each = sample_sum(where(0_c < t, log(x * t), 0_c));
  BOOST_TEST(gradient(of_each, two, data)[x] == 4);
  BOOST_TEST(hessian(of_each, two, data)(x, x) == -2);
  // Computed once per call, and read by the samples that take the branch: here none.
  const auto of_all = sample_mean(where(t < -100_c, root * t, t));
  BOOST_TEST(gradient(of_all, minus_two, data)[x] == 0);
  BOOST_TEST(hessian(of_all, minus_two, data)(x, x) == 0);
  BOOST_TEST(gradient(sample_sum(where(t < -2_c, root * t, t)), parameters{x = 4.0}, data)[x] == -3.25);
}

BOOST_AUTO_TEST_CASE(of_vectors) {
  const std::array<double, 3> positive{1, 2, 3}, mixed{-1, 4, -2};
  BOOST_TEST(gradient(sum(where(v < 0_c, root, v)), wrt(x), x = -1.0, v = positive)[x] == 0);
  const auto roots = sqrt(v);
  const auto g = gradient(sum(where(v < 0_c, v, roots)) + sum(where(1_c < v, roots, 0_c)), v = mixed)[v];
  BOOST_TEST(g[0] == 1);
  BOOST_TEST(g[1] == 0.5);
  const auto h = hessian(sum(where(v < 0_c, v, roots)) + sum(where(1_c < v, roots, 0_c)), v = mixed)(v, v);
  BOOST_TEST(h(0, 0) == 0);
  BOOST_TEST(h(1, 1) == -0.0625);
  BOOST_TEST(h(0, 1) == 0);
  const auto part = element<0>(v);
  BOOST_TEST(gradient(where(0_c < part, log(part), 0_c) + where(1_c < part, log(part), 0_c), v = mixed)[v][0] == 0);
}

BOOST_AUTO_TEST_CASE(through_products) {  // in loops, where no choice reaches the single numbers
  static constexpr auto A = parameter<"A", 12, 20>;
  static constexpr auto u = parameter<"u", 12>;
  static constexpr auto w = parameter<"w", 20>;
  std::array<double, 240> rows, ones;
  std::array<double, 12> signs;
  std::array<double, 20> edge, squares;
  for (std::size_t k = 0; k < 240; ++k) rows[k] = static_cast<double>(k % 3) - 1, ones[k] = 1;  // sqrt and log at -1, 0, 1
  for (std::size_t k = 0; k < 12; ++k) signs[k] = k % 2 == 0 ? -1 : 4;
  for (std::size_t k = 0; k < 20; ++k) edge[k] = static_cast<double>(k % 3) - 1, squares[k] = static_cast<double>(k * k);
  const auto all_zero = [](const auto& g) {
    double sum = 0;
    for (std::size_t k = 0; k < g.size(); ++k) sum += std::abs(g.data()[k]);
    BOOST_TEST(sum == 0);
  };
  // By one condition: no element is taken.
  const auto product = sum(square(matmul(log(A), sqrt(w))));
  const auto g = gradient(where(0_c < x, product, x), A = rows, w = edge, x = -1.0);
  BOOST_TEST(g[x] == 1);
  all_zero(g[A]);
  all_zero(g[w]);
  all_zero(gradient(where(0_c < x, sum(sin(outer(log(u), sqrt(w)))), x), u = signs, w = edge, x = -1.0)[w]);
  all_zero(gradient(where(0_c < x, sum(sin(matmul(sqrt(A), transpose(log(A))))), x), A = rows, x = -1.0)[A]);
  // By element: odd rows alone.
  for (std::size_t k = 0; k < 240; ++k)
    if (k / 20 % 2 == 1) rows[k] = 4;
  const auto by_row = gradient(sum(where(0_c < u, matmul(sqrt(A), w), 0_c)), A = rows, u = signs, w = squares);
  const auto by_product = gradient(sum(where(0_c < outer(u, exp(w)), outer(log(u), sqrt(w)), 0_c)), wrt(u, w), u = signs, w = squares);
  const auto by_matrix = gradient(sum(where(0_c < outer(u, exp(u)), matmul(sqrt(A), transpose(A)), 0_c)), A = rows, u = signs);
  double sum_of_roots = 0, sum_of_row = 0, sum_of_even = 0;
  for (std::size_t k = 0; k < 20; ++k) {
    BOOST_TEST(by_row[A](0, k) == 0);
    BOOST_TEST(by_row[A](1, k) == 0.25 * squares[k]);
    BOOST_TEST(by_row[w][k] == 12);
    BOOST_TEST(by_product[w][k] == (k == 0 ? INFINITY : 6 * std::log(4.0) / (2 * static_cast<double>(k))), boost::test_tools::tolerance(1e-14));
    sum_of_roots += static_cast<double>(k);
    sum_of_row += by_matrix[A](1, k), sum_of_even += by_matrix[A](0, k);
  }
  BOOST_TEST(by_product[u][0] == 0);
  BOOST_TEST(by_product[u][1] == sum_of_roots / 4);
  double exact_even = 0, exact_odd = 0;
  for (std::size_t k = 0; k < 20; ++k)
    for (std::size_t i = 0; i < 12; ++i) exact_odd += 0.25 * rows[i * 20 + k];
  for (std::size_t k = 0; k < 20; ++k) exact_even += 6 * 2, exact_odd += 6 * 2;
  BOOST_TEST(sum_of_even == exact_even, boost::test_tools::tolerance(1e-14));
  BOOST_TEST(sum_of_row == exact_odd, boost::test_tools::tolerance(1e-14));
  // What is taken is what it is alone.
  const auto taken = gradient(where(0_c < x, product, x), A = rows, w = squares, x = 1.0);
  const auto alone = gradient(product, A = rows, w = squares);
  BOOST_TEST(taken[A](1, 2) == alone[A](1, 2));
}

BOOST_AUTO_TEST_CASE(kinks) {
  for (const double zero : {0.0, -0.0}) {
    check_every_way(3_c * abs(x), zero, {0, 0, 0});
    check(3_c * relu(x), zero, {0, 0, 0});
    check_every_way(3_c * max(x, 0_c), zero, {0, 0, 0});
    check(3_c * max(x, 0.0), zero, {0, 0, 0});
    check(3_c * min(x, 0.0), zero, {0, 0, 0});
    check(3_c * leaky_relu(x, 0.25_c), zero, {0, 0.75, 0});
  }
  check(3_c * floor(x), 2, {6, 0, 0});
}

BOOST_AUTO_TEST_CASE(lengths_at_the_origin) {
  static constexpr auto y = parameter<"y">;
  const auto is_flat = [](const auto& e, double at) {
    const auto g = gradient(e, x = at, y = at);
    const auto h = hessian(e, x = at, y = at);
    BOOST_TEST(g[x] == 0);
    BOOST_TEST(g[y] == 0);
    BOOST_TEST(h(x, x) == 0);
    BOOST_TEST(h(x, y) == 0);
    BOOST_TEST(h(y, y) == 0);
  };
  is_flat(sqrt(square(x) + square(y)), 0);
  is_flat(pow(square(x) + 2_c * square(y), 0.5_c), 0);
  is_flat(hypot(x, y), 0);
  is_flat(norm(stack(x, y)), 0);
  is_flat(sqrt(dot(stack(x, y), stack(x, y))), 0);
  for (const double scale : {1e200, 1.0, 1e-200}) {
    const auto g = gradient(hypot(x, y), x = 3 * scale, y = 4 * scale);
    const auto h = hessian(hypot(x, y), x = 3 * scale, y = 4 * scale);
    BOOST_TEST(g[x] == 0.6, boost::test_tools::tolerance(1e-15));
    BOOST_TEST(h(x, x) * scale == 0.128, boost::test_tools::tolerance(1e-15));
    BOOST_TEST(h(x, y) * scale == -0.096, boost::test_tools::tolerance(1e-15));
  }
}

BOOST_AUTO_TEST_CASE(powers) {
  check(pow(x, 2.5_c), 0, {0, 0, 0});
  check(pow(x, 0.5_c), 0, {0, infinity, -infinity});
  for (const double base : {0.0, -2.0}) {  // the exponent a plain number: no logarithm, no constant
    check(pow(x, 2.0), base, {base * base, 2 * base, 2});
    check(pow(x, 1.0), base, {base, 1, 0});
    check(pow(x, 0.0), base, {1, 0, 0});
  }
}

BOOST_AUTO_TEST_CASE(ends_of_domains) {
  check_every_way(log(x), 0, {-infinity, infinity, -infinity});
  const auto first_two = [](const auto& e, double at, double value, double slope) {
    BOOST_TEST(evaluate(e, x = at) == value);
    BOOST_TEST(gradient(e, x = at)[x] == slope);
  };
  first_two(asin(x), 1, std::asin(1.0), infinity);
  first_two(asin(x), -1, -std::asin(1.0), infinity);
  first_two(acos(x), 1, 0, -infinity);
  first_two(atanh(x), 1, infinity, infinity);
  first_two(acosh(x), 1, 0, infinity);
  const auto slopes = [](double scale) { return gradient(atan2(x, t), wrt(x, t), x = 3 * scale, t = 4 * scale); };
  for (const double scale : {1e200, 1e-200}) {
    BOOST_TEST(slopes(scale)[x] == 4 / scale / 25, boost::test_tools::tolerance(1e-15));
    BOOST_TEST(slopes(scale)[t] == -3 / scale / 25, boost::test_tools::tolerance(1e-15));
  }
  BOOST_TEST(std::isnan(slopes(0)[x]));  // an angle has no slope at the origin
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
