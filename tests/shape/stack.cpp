// SPDX-License-Identifier: BSL-1.0
#include <symdiff/derivative.hpp>
#include <symdiff/notation.hpp>
#include <symdiff/functions/all.hpp>
#include <symdiff/shape.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <vector>

using namespace symdiff;

namespace {

constexpr auto x = parameter<"x">;
constexpr auto y = parameter<"y">;
constexpr auto z = input<"z">;
constexpr auto w = parameter<"w", 3>;
constexpr auto R = parameter<"R", 2, 3>;

// A stack is a vector wherever one is expected, and its elements are its parts.
constexpr auto v = stack(x, y, z);
static_assert(v.size == 3 && v.vector().graph.result == detail::shape{3, 0} && same(v(1_c), y) && same(element<2>(v), z));
static_assert(same(v, v.vector()) && same(element<1>(v.vector()), y) && !same(v, stack(y, x, z)));
static_assert(same(sum(w * v), dot(v, w)) && same(diff(sum(w * v), x), element<0>(w)));
static_assert(same(norm(v), norm(v.vector())) && same(matmul(R, v), matmul(R, v.vector())));
static_assert(same(-v + 1_c, 1_c - v) && same(sin(v), sin(v.vector())) && same(v * 2, v.vector() * 2));
static_assert(same(slice<0, 2>(stack(x, y)), stack(x, y)));

// Vectors, stacks and numbers may be parts.
constexpr auto mixed = stack(w, 2.5_c, stack(x, y));
static_assert(mixed.size == 6 && same(element<1>(mixed), element<1>(w)) && same(element<4>(mixed), x));
static_assert(same(element<3>(mixed), 2.5_c) && same(mixed(1_c), element<1>(w)));
static_assert(stack(x, 2.5).size == 2 && evaluate(stack(x, 2.5), x = 1)[1] == 2.5);

// One part is a vector of one.
static_assert(stack(x).size == 1 && stack(x).vector().graph.result == detail::shape{1, 0} && same(sum(stack(x)), x));

// Derivatives, element by element and as a matrix.
static_assert(same(diff(stack(x * y, sin(x), z), x), stack(y, cos(x), 0_c)));
static_assert(same(diff(sum(w * w), w, w), jacobian(2_c * w, w)));
static_assert(diff(matmul(R, w), w).graph.result == detail::shape{2, 3});

// Many parts: a balanced tree takes few levels, and a graph as long as the parts.
constexpr auto many = trace([](auto a) {
  return norm(stack(a, a * 2, a * 3, a * 4, a * 5, a * 6, a * 7, a * 8));
}, x);

// A matrix of expressions as one expression.
static_assert(same(reshape<4>(jacobian(stack(x * y, sin(x)), x, y)), stack(y, x, cos(x), 0_c).vector()));
static_assert(same(reshape<2, 2>(jacobian(stack(x * y, sin(x)), x, y)), reshape<2, 2>(stack(y, x, cos(x), 0_c))));

// In the place of a symbol, and as an argument of a traced callable.
static_assert(same(substitute(sum(w * w), w = v), sum(v * v)));
static_assert(same(trace([](auto u) { return sum(sin(u)); }, v), sum(sin(v))));
static_assert(same(trace([](auto a, auto b) { return sum(sin(stack(a, b, 3))); }, x, y), sum(sin(stack(x, y, 3_c)))));
static_assert(trace([](auto a) { return stack(a, 2 * a); }, x).graph.result == detail::shape{2, 0});

}  // namespace

BOOST_AUTO_TEST_CASE(values_of_a_stack_of_vectors) {
  const auto values = evaluate(stack(2 * w, x, 4.5), w = std::vector{1.0, 2.0, 3.0}, x = 7.0);
  const double expected[]{2, 4, 6, 7, 4.5};
  BOOST_TEST(values == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(norm_of_a_stack) {
  BOOST_TEST(evaluate(many, x = 1) == std::sqrt(204.0));
  BOOST_TEST(evaluate(norm(v), x = 2.0, y = 3.0, z = 6.0) == 7.0);
  const auto g = gradient(norm(v), x = 2.0, y = 3.0, z = 6.0);
  BOOST_TEST(g[x] == 2 / 7.0, boost::test_tools::tolerance(1e-15));
  BOOST_TEST(g[y] == 3 / 7.0, boost::test_tools::tolerance(1e-15));
}

BOOST_AUTO_TEST_CASE(product_of_a_matrix_and_a_stack) {
  const auto rotated = evaluate(matmul(R, stack(x, y, 1)), x = 1.0, y = 2.0, R = std::array{1.0, 2.0, 3.0, 4.0, 5.0, 6.0});
  BOOST_TEST(rotated[0] == 8.0);
  BOOST_TEST(rotated[1] == 20.0);
}

BOOST_AUTO_TEST_CASE(jacobian_by_scalars_and_vectors) {
  const auto j = evaluate(jacobian(stack(x * sum(w), dot(w, w)), x, w), x = 5.0, w = std::array{1.0, 2.0, 3.0});
  const double expected[]{6, 5, 5, 5, 0, 2, 4, 6};
  static_assert(j.rows() == 2 && j.columns() == 4);
  BOOST_TEST(j.values == expected, boost::test_tools::per_element());
}
