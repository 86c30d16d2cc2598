// SPDX-License-Identifier: BSL-1.0
#include <symdiff/symdiff.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <vector>

using namespace symdiff;

namespace {

constexpr auto a = parameter<"a">;
constexpr auto b = parameter<"b">;
constexpr auto c = parameter<"c">;
constexpr auto t = input<"t">;

template <class... S, class E>
constexpr auto& hessian_program(const E&, const S&...) {
  return detail::hessian_source<E, detail::symbol_list<detail::id_of<S>...>>::program;
}

// Each entry once: n (n + 1) / 2 outputs, and nothing for entries that are zero.
static_assert(hessian_program(a * b * c, a, b, c).output_count == 6 && hessian_program(a * b * c, a, b, c).code_count == 0);
static_assert(hessian_program(a, a).output_count == 1 && hessian_program(a + b, a, b).output_count == 3);
static_assert(hessian_program(square(a) + square(b), a, b).code_count == 0);

// At compile time.
static_assert(hessian(a * a * b, a = 3.0, b = 5.0)(a, a) == 10 && hessian(a * a * b, a = 3.0, b = 5.0)(a, b) == 6 &&
              hessian(a * a * b, a = 3.0, b = 5.0)(b, a) == 6 && hessian(a * a * b, a = 3.0, b = 5.0)(b, b) == 0);
static_assert(hessian(1_c / a, a = 2.0)(a, a) == 0.25 && hessian(square(t) * a, wrt(t), a = 3.0, t = 1.0)(t, t) == 6);

constexpr auto polynomial = a * a * b + b * b * b * a;
constexpr auto direction = gradient(polynomial, a = 1.0, b = 1.0);
constexpr auto product = hessian_vector_product(polynomial, direction, a = 2.0, b = 3.0);
static_assert(product[a] == 6 * direction[a] + 31 * direction[b] && product[b] == 31 * direction[a] + 36 * direction[b]);

constexpr auto e = sin(a * b) + exp(c * a) / (1_c + square(b)) + pow(c, 3_c) * t;

constexpr auto v = parameter<"v", 3>;
constexpr auto W = parameter<"W", 2, 3>;

// By vectors: a matrix; by a scalar and a vector: an array.
constexpr auto cubic = a * sum(v * v * v) + dot(v, v) * b;
constexpr auto of_cubic = hessian(cubic, a = 2.0, b = 0.5, v = std::array{1.0, 2.0, 3.0});
static_assert(of_cubic(v, v)(1, 1) == 25 && of_cubic(v, v)(0, 1) == 0 && of_cubic(v, v).rows() == 3);
static_assert(of_cubic(a, v) == std::array{3.0, 12.0, 27.0} && of_cubic(v, a) == of_cubic(a, v));
static_assert(of_cubic(b, v) == std::array{2.0, 4.0, 6.0} && of_cubic(a, b) == 0);

BOOST_AUTO_TEST_SUITE(hessians)

BOOST_AUTO_TEST_CASE(by_a_vector_a_matrix_and_a_scalar) {
  constexpr auto loss = exp(a * dot(matmul(W, v), stack(1_c, 2_c))) + sum(sin(matmul(W, v)));
  const parameters at{a = 0.3, v = std::array{0.1, -0.4, 0.7}, W = std::array{0.5, -0.2, 0.1, 0.9, 0.3, -0.6}};
  const auto h = hessian(loss, at);
  const auto close = boost::test_tools::tolerance(1e-13);
  static_assert(h.count == 10);
  const auto vv = evaluate(diff(loss, v, v), at);
  const auto vW = evaluate(jacobian(diff(loss, v), W), at);
  const auto WW = evaluate(jacobian(reshape<6>(diff(loss, W)), W), at);
  const auto av = evaluate(diff(loss, a, v), at);
  for (int i = 0; i < 3; ++i) {
    BOOST_TEST(h(a, v)[i] == av[i], close);
    for (int j = 0; j < 3; ++j) BOOST_TEST(h(v, v)(i, j) == vv(i, j), close);
    for (int j = 0; j < 6; ++j) BOOST_TEST(h(v, W)(i, j) == vW(i, j), close);
    for (int j = 0; j < 6; ++j) BOOST_TEST(h(W, v)(j, i) == vW(i, j), close);
  }
  for (int i = 0; i < 6; ++i)
    for (int j = 0; j < 6; ++j) BOOST_TEST(h(W, W)(i, j) == WW(i, j), close);
  BOOST_TEST(h(a, a) == evaluate(diff(loss, a, a), at), close);
  const parameters along{a = 0.5, v = std::array{1.0, 2.0, -1.0}, W = std::array{1.0, 0.0, 2.0, -1.0, 0.5, 3.0}};
  const auto product = hessian_vector_product(loss, along, at);
  for (int i = 0; i < 3; ++i) {
    double sum = h(v, a)[i] * along[a];
    for (int j = 0; j < 3; ++j) sum += h(v, v)(i, j) * along[v][j];
    for (int j = 0; j < 6; ++j) sum += h(v, W)(i, j) * along[W].data()[j];
    BOOST_TEST(product[v][i] == sum, close);
  }
}

BOOST_AUTO_TEST_CASE(by_a_vector_over_samples) {
  constexpr auto x = input<"x", 3>;
  const std::vector<double> rows{1, 2, 3, -1, 0.5, 2, 0, 1, -2};
  const auto h = hessian(sample_mean(square(dot(v, x))), v = std::array{0.1, 0.2, 0.3}, x = rows)(v, v);
  for (int i = 0; i < 3; ++i)
    for (int j = 0; j < 3; ++j) {
      double sum = 0;
      for (int n = 0; n < 3; ++n) sum += 2 * rows[3 * n + i] * rows[3 * n + j];
      BOOST_TEST(h(i, j) == sum / 3, boost::test_tools::tolerance(1e-15));
    }
}

BOOST_AUTO_TEST_CASE(every_entry_against_its_own_derivative) {
  const auto h = hessian(e, a = 0.4, b = -1.1, c = 0.7, t = 2.0);
  const auto symbols = stack(a, b, c, t);
  const auto close = boost::test_tools::tolerance(1e-14);
  const auto value = [&](const auto& derivative) {
    return evaluate(stack(derivative, a, b, c, t), a = 0.4, b = -1.1, c = 0.7, t = 2.0)[0];
  };
  BOOST_TEST(decltype(symbols)::size == 4);
  BOOST_TEST(h(a, a) == value(diff(e, a, a)), close);
  BOOST_TEST(h(a, b) == value(diff(e, a, b)), close);
  BOOST_TEST(h(a, c) == value(diff(e, c, a)), close);
  BOOST_TEST(h(b, b) == value(diff(e, b, b)), close);
  BOOST_TEST(h(c, b) == value(diff(e, b, c)), close);
  BOOST_TEST(h(c, c) == value(diff(e, c, c)), close);
  BOOST_TEST(h(b, a) == h(a, b));
}

BOOST_AUTO_TEST_CASE(named_symbols) {
  const auto h = hessian(e, wrt(t, c), a = 0.4, b = -1.1, c = 0.7, t = 2.0);
  BOOST_TEST(h(t, t) == 0);
  BOOST_TEST(h(t, c) == 3 * 0.7 * 0.7, boost::test_tools::tolerance(1e-15));
}

BOOST_AUTO_TEST_CASE(products_with_a_vector) {
  const auto h = hessian(e, a = 0.4, b = -1.1, c = 0.7, t = 2.0);
  const auto v = gradient(e, a = 0.3, b = 0.2, c = -0.9, t = 1.0);  // any direction
  const auto product = hessian_vector_product(e, v, a = 0.4, b = -1.1, c = 0.7, t = 2.0);
  const auto close = boost::test_tools::tolerance(1e-13);
  BOOST_TEST(product[a] == h(a, a) * v[a] + h(a, b) * v[b] + h(a, c) * v[c], close);
  BOOST_TEST(product[b] == h(b, a) * v[a] + h(b, b) * v[b] + h(b, c) * v[c], close);
  BOOST_TEST(product[c] == h(c, a) * v[a] + h(c, b) * v[b] + h(c, c) * v[c], close);
}

BOOST_AUTO_TEST_CASE(over_samples) {
  const std::vector<double> ts{1, 2, 4};
  // The second derivative of a sum may hold no sample any more, only their number.
  BOOST_TEST(hessian(sample_sum(square(a - t)), a = 1.0, t = ts)(a, a) == 6);
  BOOST_TEST(hessian(sample_mean(square(a - t)), a = 1.0, t = ts)(a, a) == 2);
  const auto v = gradient(sample_sum(square(a - t)), a = 1.0, t = ts);
  BOOST_TEST(hessian_vector_product(sample_sum(square(a - t)), v, a = 1.0, t = ts)[a] == 6 * v[a]);
  double expected = 0;
  for (const double s : ts) expected -= std::sin(0.3 * s) * s * s / 3;
  BOOST_TEST(hessian(sample_mean(sin(a * t)), a = 0.3, t = ts)(a, a) == expected, boost::test_tools::tolerance(1e-14));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
