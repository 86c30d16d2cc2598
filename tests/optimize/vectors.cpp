// SPDX-License-Identifier: BSL-1.0
// Vectors and matrices as parameters: every optimizer moves each of their numbers as if it were a parameter of its own.
#include <symdiff/data/dataset.hpp>
#include <symdiff/functions/losses.hpp>
#include <symdiff/notation.hpp>
#include <symdiff/optimize.hpp>
#include <symdiff/shape.hpp>

#include <boost/hana/define_struct.hpp>
#include <boost/test/unit_test.hpp>

#include <cmath>
#include <vector>

#include "../count_allocations.hpp"

using namespace symdiff;

namespace {

constexpr auto a = parameter<"a">;
constexpr auto v = parameter<"v", 3>;
constexpr auto W = parameter<"W", 2, 3>;
constexpr auto x = input<"x", 3>;
constexpr auto t = input<"t">;

constexpr auto valley(auto first, auto second, auto third, auto scale) {
  return square(first - 1) + 3 * square(second + 2) * exp(scale) + square(square(third)) * 0.5 + square(scale);
}

template <class Optimizer>
void check_optimizer(const Optimizer& optimizer) {
  constexpr auto p0 = parameter<"p0">;
  constexpr auto p1 = parameter<"p1">;
  constexpr auto p2 = parameter<"p2">;
  const auto of_vector = valley(element<0>(v), element<1>(v), element<2>(v), a);
  const auto of_scalars = valley(p0, p1, p2, a);
  parameters vector{a = 0.25, v = std::array{0.5, 0.75, -1.0}};
  parameters scalars{a = 0.25, p0 = 0.5, p1 = 0.75, p2 = -1.0};
  Optimizer first = optimizer, second = optimizer;
  for (int step = 0; step < 30; ++step) BOOST_REQUIRE(first.step(of_vector, vector) == second.step(of_scalars, scalars));
  const std::array expected{scalars[p0], scalars[p1], scalars[p2]};
  BOOST_TEST_CONTEXT(Optimizer::name) {
    BOOST_TEST(vector[v] == expected, boost::test_tools::per_element());
    BOOST_TEST(vector[a] == scalars[a]);
    BOOST_TEST(std::abs(scalars[p0] - 0.5) > 0.01);
  }
}

using array3 = std::array<double, 3>;
using matrix23 = matrix<double, 2, 3>;
struct model {
  BOOST_HANA_DEFINE_STRUCT(model, (double, a), (array3, v), (matrix23, W), (int, runs));
};

constexpr auto fit = mse(a * dot(v, x) + sum(matmul(W, x)), t) + 0.01 * sum(square(v));
const std::vector<double> rows{1, 2, 3, -1, 0, 1, 0.5, -2, 1, 2, 2, -1}, targets{2, -1, 0.5, 3};

}  // namespace

BOOST_AUTO_TEST_CASE(each_number_as_a_parameter_of_its_own) {
  check_optimizer(gradient_descent{.learning_rate = 0.05});
  check_optimizer(momentum{.learning_rate = 0.02});
  check_optimizer(nesterov{.learning_rate = 0.02});
  check_optimizer(adagrad{.learning_rate = 0.1});
  check_optimizer(rmsprop{.learning_rate = 0.05});
  check_optimizer(adam{.learning_rate = 0.05});
  check_optimizer(adamw{.learning_rate = 0.05, .weight_decay = 0.0});
}

BOOST_AUTO_TEST_CASE(clipping_counts_every_number) {
  parameters p{a = 0.0, v = std::array{0.0, 0.0, 0.0}};
  auto optimizer = gradient_descent{.learning_rate = 1.0, .clip = {.norm = 1.0}};
  optimizer.step(3 * sum(v) + 3 * a, p);
  for (const double number : p[v]) BOOST_TEST(number == -0.5);
  BOOST_TEST(p[a] == -0.5);
}

BOOST_AUTO_TEST_CASE(members_of_a_struct) {
  model m{0.5, {0.1, 0.2, 0.3}, {{1, 2, 3, 4, 5, 6}}, 7};
  parameters p{a = m.a, v = m.v, W = m.W};
  const dataset data{x = rows, t = targets};
  adam first{.learning_rate = 0.1}, second{.learning_rate = 0.1};
  for (int step = 0; step < 10; ++step) BOOST_REQUIRE(first.step(fit, m, data) == second.step(fit, p, data));
  BOOST_TEST(m.v == p[v], boost::test_tools::per_element());
  BOOST_TEST(m.W.values == p[W].values, boost::test_tools::per_element());
  const auto history = minimize(fit, m, data, adam{.learning_rate = 0.05}, {.epochs = 300});
  minimize(fit, p, data, adam{.learning_rate = 0.05}, {.epochs = 300});
  BOOST_TEST(m.v == p[v], boost::test_tools::per_element());
  BOOST_TEST(evaluate(fit, m, data) < 0.1);
  BOOST_TEST(history.size() == 300U);
  BOOST_TEST(m.runs == 7);
}

// p holds the last finite values.
BOOST_AUTO_TEST_CASE(a_loss_that_is_not_finite) {
  parameters p{v = std::array{1.0, 2.0, 3.0}};
  minimize(sum(exp(v * v * v)), p, gradient_descent{.learning_rate = 1e300}, {.epochs = 10});
  for (const double number : p[v]) BOOST_TEST(std::isfinite(number));
}

BOOST_AUTO_TEST_CASE(a_step_allocates_at_most_once) {
  const dataset data{x = rows, t = targets};
  parameters p{a = 0.5, v = std::array{0.1, 0.2, 0.3}, W = std::array{1, 2, 3, 4, 5, 6}};
  std::size_t allocated = allocations;
  adam small{.learning_rate = 0.1};
  for (int step = 0; step < 3; ++step) small.step(fit, p, data);
  BOOST_TEST(allocations == allocated);

  constexpr auto V = parameter<"V", 40, 40>;  // a plan of loops
  constexpr auto z = input<"z", 40>;
  parameters large{V = std::vector<double>(1600, 0.5)};
  const std::vector<double> samples(400, 0.25);
  adam optimizer{.learning_rate = 0.1};
  const auto loss = sample_mean(sum(square(matmul(V, z))));
  allocated = allocations;
  for (int step = 0; step < 3; ++step) optimizer.step(loss, large, z = std::span(samples));
  BOOST_TEST(allocations == allocated + 1);
}
