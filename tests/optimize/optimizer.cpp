// SPDX-License-Identifier: BSL-1.0
#include <symdiff/optimize/gradient_descent.hpp>

#include "check_trajectory.hpp"

using namespace symdiff;
using namespace line;

namespace {

/// A user's own rule: the sign of the derivative. Nothing but a rate and a rule is needed beside `bound_optimizer`.
struct sign_descent {
  learning_rate_schedule learning_rate = 0.25;
  static constexpr int slots = 0;

  template <class T>
  constexpr auto rule(const T& rate, long long) const {
    return [rate](T& x, const T& g, std::array<T, 0>&) { x = g < T(0) ? x + rate : x - rate; };
  }
};

constexpr double own_rule() {
  parameters p{a = 3.0, b = -2.0};
  bound_optimizer optimizer{sign_descent{}, p};
  optimizer.step(square(a) + square(b), p);
  optimizer.update(p, gradient(square(a) + square(b), p));
  return p[a] * 100 + p[b];
}
static_assert(own_rule() == 248.5);

}  // namespace

BOOST_AUTO_TEST_CASE(derivatives_are_cut) {
  check_trajectory(gradient_descent{.learning_rate = 0.02, .clip = {.value = 0.5}},
                   [](double& x, double g, double (&)[2], int) { x -= 0.02 * std::max(-0.5, std::min(0.5, g)); });
}

BOOST_AUTO_TEST_CASE(long_gradients_are_shortened, *boost::unit_test::tolerance(1e-14)) {
  const auto steep = 30.0 * a - 40.0 * b;
  parameters p{a = 1.0, b = 1.0};
  gradient_descent{.learning_rate = 1, .clip = {.norm = 5}}.step(steep, p);
  BOOST_TEST(p[a] == 1 - 3);
  BOOST_TEST(p[b] == 1 + 4);
  gradient_descent{.learning_rate = 1, .clip = {.norm = 51}}.step(steep, p);  // short enough
  BOOST_TEST(p[a] == -2 - 30);
  gradient_descent{.learning_rate = 1, .clip = {.norm = 5, .value = 30}}.step(steep, p);  // cut first
  BOOST_TEST(p[a] == -32 - 5 / std::sqrt(2.0));
  parameters far{a = 0.0, b = 0.0};  // the squares overflow
  gradient_descent{.learning_rate = 1, .clip = {.norm = 5}}.step(3e200 * a - 4e200 * b, far);
  BOOST_TEST(far[a] == -3);
  BOOST_TEST(far[b] == 4);
}

BOOST_AUTO_TEST_CASE(weight_decay_adds_to_the_derivative) {
  check_trajectory(gradient_descent{.learning_rate = 0.02, .weight_decay = 0.3},
                   [](double& x, double g, double (&)[2], int) { x -= 0.02 * (g + 0.3 * x); });
}

BOOST_AUTO_TEST_CASE(schedules_count_the_steps) {
  check_trajectory(gradient_descent{.learning_rate = step_decay{.from = 0.05, .factor = 0.5, .every = 10}},
                   [](double& x, double g, double (&)[2], int step) {
                     x -= 0.05 * std::pow(0.5, (step - 1) / 10) * g;
                   });
  const gradient_descent fixed{.learning_rate = exponential_decay{}};
  parameters p{a = 1.0, b = 2.0};
  BOOST_TEST(message_of([&] { fixed.step(a * b, p); }) ==
             "gradient_descent: the learning rate changes with the steps, but this optimizer is const or a temporary "
             "and cannot count them; declare it as auto optimizer = ...");
  BOOST_TEST(p[a] == 1);
}

BOOST_AUTO_TEST_CASE(settings) {
  check_refusal(gradient_descent{.clip = {.norm = 0}}, "gradient_descent: clip.norm is 0.000000, but must be positive");
  check_refusal(gradient_descent{.clip = {.value = -1}},
                "gradient_descent: clip.value is -1.000000, but must be positive");
  check_refusal(gradient_descent{.weight_decay = -1},
                "gradient_descent: weight_decay is -1.000000, but must be finite and not negative");
}

BOOST_AUTO_TEST_CASE(a_column_without_samples) {
  parameters p{a = 1.0, b = 2.0};
  const std::vector<double> none;
  BOOST_TEST(message_of([&] { gradient_descent{}.step(loss, p, t = none, y = none); }) ==
             "step: the column of 't' has 0 samples, but a step needs at least 1");
}
