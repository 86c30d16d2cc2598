// SPDX-License-Identifier: BSL-1.0
// What a reverse sweep emits: nothing for structural zeros, shared work once, and nothing that reads a
// branch that was not taken.
#include <symdiff/symdiff.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>

using namespace symdiff;
using detail::op;

namespace {

constexpr auto x = parameter<"x">;
constexpr auto y = parameter<"y">;

template <class... S, class E>
constexpr auto& gradient_program(const E&, const S&...) {
  return detail::gradient_source<E, detail::symbol_list<detail::id_of<S>...>>::program;
}
template <class Program>
constexpr int count(const Program& p, op o) {
  int n = 0;
  for (int i = 0; i < p.code_count; ++i) n += detail::op_of(p.code[i]) == o;
  return n;
}

// Structural zeros: what does not depend on the symbol costs nothing beyond the value.
static_assert(gradient_program(x + y, x).code_count == 1 && gradient_program(x * y, x, y).code_count == 1);
static_assert(gradient_program(sin(y) + 3_c * x, x).code_count == 3 && gradient_program(exp(y), x).code_count == 1);
static_assert(gradient_program(floor(x) * y, x).code_count == 2 && gradient_program(x - y + 2_c, x, y).code_count == 2);
static_assert(count(gradient_program(pow(x, y), x), detail::code_of_row<log_fn>()) == 0);

// The value is shared with the derivatives: exp is computed once, a quotient's reciprocal divides once more.
static_assert(count(gradient_program(exp(x * y), x, y), detail::code_of_row<exp_fn>()) == 1);
static_assert(count(gradient_program(x / y, x, y), op::divide) <= 2);
static_assert(count(gradient_program(sqrt(square(x) + square(y)), x, y), op::divide) == 1);
static_assert(count(gradient_program(tanh(x) * y, x, y), detail::code_of_row<tanh_fn>()) == 1);

// A gradient costs a small multiple of the value, whatever the number of parameters.
constexpr auto rosenbrock = trace(
    [](auto... u) {
      const decltype(traced()) v[]{u...};
      traced sum = 0;
      for (std::size_t i = 0; i + 1 < sizeof...(u); ++i) sum += 100 * square(v[i + 1] - square(v[i])) + square(1 - v[i]);
      return sum;
    },
    parameter<"a">, parameter<"b">, parameter<"c">, parameter<"d">, parameter<"e">, parameter<"f">, parameter<"g">,
    parameter<"h">);
constexpr auto& of_rosenbrock =
    gradient_program(rosenbrock, parameter<"a">, parameter<"b">, parameter<"c">, parameter<"d">, parameter<"e">,
                     parameter<"f">, parameter<"g">, parameter<"h">);
static_assert(of_rosenbrock.code_count <= 3 * detail::value_source<std::remove_const_t<decltype(rosenbrock)>>::program.code_count);

// The derivative by a symbol that other derivatives are made of is that symbol's own.
static_assert(same(diff(x * sin(x), x), sin(x) + x * cos(x)));

// What two branches share is guarded by their condition: where(c, u, 0) and where(c, 0, v) are one choice.
static_assert(same(diff(where(x < y, sin(x), cos(x)), x), where(x < y, cos(x), -sin(x))));

BOOST_AUTO_TEST_SUITE(reverse)

BOOST_AUTO_TEST_CASE(the_untaken_branch_is_not_read) {
  // Each function is undefined, or infinite, in the branch that is not taken at -1 and at 0.
  for (const double u : {-1.0, 0.0}) {
    BOOST_TEST(gradient(where(0_c < x, log(x), 3_c * x), x = u)[x] == 3);
    BOOST_TEST(gradient(where(0_c < x, sqrt(x) * y, 3_c * x), x = u, y = 2.0)[x] == 3);
    BOOST_TEST(gradient(where(0_c < x, sqrt(x) * y, 3_c * x), x = u, y = 2.0)[y] == 0);
    BOOST_TEST(gradient(where(x <= 0_c, 3_c * x, exp(y * log(x))), x = u, y = 2.0)[x] == 3);
    BOOST_TEST(gradient(where(x <= 0_c, 3_c * x, exp(y * log(x))), x = u, y = 2.0)[y] == 0);
    BOOST_TEST(gradient(where(0_c < x, square(sqrt(x)) / x + sqrt(x), 3_c * x), x = u)[x] == 3);
    BOOST_TEST(gradient(5_c * where(0_c < x, 1_c / x, 0_c) + 3_c * x, x = u)[x] == 3);
    // The same logarithm in two choices of one condition.
    BOOST_TEST(gradient(where(0_c < x, log(x) * y, 0_c) + where(0_c < x, log(x), 3_c * x), x = u, y = 2.0)[x] == 3);
    BOOST_TEST(hessian(where(0_c < x, log(x) * x, 3_c * square(x)), x = u)(x, x) == 6);
    BOOST_TEST(evaluate(diff<2>(where(0_c < x, sqrt(x), square(x)), x), x = u) == 2);
  }
  // Overflow in the branch that is not taken.
  BOOST_TEST(gradient(where(x < 700_c, exp(x), x), x = 1e4)[x] == 1);
}

BOOST_AUTO_TEST_CASE(nested_choices) {
  const auto e = where(x < 0_c, -x, where(x < 1_c, square(x), 2_c + log(x)));
  BOOST_TEST(gradient(e, x = -2.0)[x] == -1);
  BOOST_TEST(gradient(e, x = 0.5)[x] == 1);
  BOOST_TEST(gradient(e, x = 4.0)[x] == 0.25);
}

BOOST_AUTO_TEST_CASE(shared_chains) {
  // x appears six times on every level; the adjoints are those of the recurrence differentiated by hand.
  constexpr auto chain = trace<"x", "y">([](auto u, auto p) {
    for (int i = 0; i < 20; ++i) u = sin(u) * u + exp(-u * u) / (1 + u * u) + p;
    return u;
  });
  double u = 0.3, by_x = 1, by_y = 0;
  for (int i = 0; i < 20; ++i) {
    const double q = 1 + u * u, e = std::exp(-u * u);
    const double slope = std::cos(u) * u + std::sin(u) - 2 * u * e / q - 2 * u * e / (q * q);
    u = std::sin(u) * u + e / q + 0.2;
    by_x *= slope;
    by_y = by_y * slope + 1;
  }
  const auto r = value_and_gradient(chain, x = 0.3, y = 0.2);
  const auto close = boost::test_tools::tolerance(1e-11);
  BOOST_TEST(r.value == u, close);
  BOOST_TEST(r.gradient[x] == by_x, close);
  BOOST_TEST(r.gradient[y] == by_y, close);
}

BOOST_AUTO_TEST_CASE(many_variables) {
  const double v[]{0.3, -1.2, 0.7, 2.1, -0.4, 1.6, 0.2, -0.9};
  const auto g = gradient(rosenbrock, parameter<"a"> = v[0], parameter<"b"> = v[1], parameter<"c"> = v[2],
                          parameter<"d"> = v[3], parameter<"e"> = v[4], parameter<"f"> = v[5], parameter<"g"> = v[6],
                          parameter<"h"> = v[7]);
  const auto expected = [&](int i) {
    return (i > 0 ? 200 * (v[i] - v[i - 1] * v[i - 1]) : 0) +
           (i < 7 ? -400 * v[i] * (v[i + 1] - v[i] * v[i]) - 2 * (1 - v[i]) : 0);
  };
  const auto close = boost::test_tools::tolerance(1e-13);
  BOOST_TEST(g[parameter<"a">] == expected(0), close);
  BOOST_TEST(g[parameter<"d">] == expected(3), close);
  BOOST_TEST(g[parameter<"h">] == expected(7), close);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
