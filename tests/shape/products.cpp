// SPDX-License-Identifier: BSL-1.0
#include <symdiff/derivative/diff.hpp>

#include "check_gradient.hpp"

using namespace symdiff;

namespace {

constexpr auto u = parameter<"u", 3>;
constexpr auto x = input<"x", 3>;
constexpr auto y = input<"y", 2>;
constexpr auto W = parameter<"W", 2, 3>;
constexpr auto V = parameter<"V", 3, 4>;

// Derivatives as they are taught.
static_assert(same(diff(dot(u, x), u), x) && same(diff(dot(u, u), u), 2_c * u));
static_assert(same(diff(dot(y, matmul(W, x)), W), outer(y, x)));
static_assert(same(diff(dot(y, matmul(W, x)), x), matmul(transpose(W), y)));
static_assert(same(diff(sum(outer(u, y) * transpose(W)), u), matmul(transpose(W), y)));

// Shapes and identities.
static_assert(matmul(W, V).graph.result == detail::shape{2, 4} && matmul(W, x).graph.result == detail::shape{2, 0});
static_assert(matmul(x, V).graph.result == detail::shape{4, 0} && outer(x, y).graph.result == detail::shape{3, 2});
static_assert(same(matmul(x, V), matmul(transpose(V), x)) && same(transpose(transpose(W)), W));
static_assert(same(dot(u, x), sum(u * x)) && same(dot(u, x), dot(x, u)));
static_assert(same(matmul(0_c * W, x), 0_c * y) && same(sum(transpose(W)), sum(W)));

/// A loss of one matrix, in which each product takes part.
template <int Rows, int Columns>
void check() {
  constexpr auto A = parameter<"A", Rows, Columns>;
  constexpr auto inner = matmul(transpose(A), A);  // Columns × Columns
  constexpr auto v = matmul(A, row<0>(A)) + row_sums(A);
  BOOST_TEST_CONTEXT(Rows << " x " << Columns) {
    check_gradient(sum(sin(inner)) + dot(v, v) + sum(outer(v, row<0>(A)) * A), A, 512);
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(values_against_loops) {
  std::mt19937 random(3);
  const auto w = random_numbers<6>(random);
  const auto v = random_numbers<12>(random);
  const auto product = evaluate(matmul(W, V), W = w, V = v);
  static_assert(product.rows() == 2 && product.columns() == 4);
  for (int i = 0; i < 2; ++i)
    for (int k = 0; k < 4; ++k) {
      double sum = 0;
      for (int j = 0; j < 3; ++j) sum += w[3 * i + j] * v[4 * j + k];
      BOOST_TEST(product(i, k) == sum, boost::test_tools::tolerance(1e-13));
    }
  const auto turned = evaluate(transpose(W), W = w);
  for (int i = 0; i < 3; ++i)
    for (int k = 0; k < 2; ++k) BOOST_TEST(turned(i, k) == w[3 * k + i]);
}

BOOST_AUTO_TEST_CASE(gradients_in_several_shapes) {
  check<1, 1>();
  check<1, 2>();
  check<3, 2>();
}
