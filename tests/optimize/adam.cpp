// SPDX-License-Identifier: BSL-1.0
#include <symdiff/optimize/adam.hpp>

#include "check_trajectory.hpp"

using namespace symdiff;

BOOST_AUTO_TEST_CASE(as_a_plain_loop) {
  line::check_trajectory(adam{.learning_rate = 0.05}, [](double& x, double g, double (&kept)[2], int step) {
    kept[0] = 0.9 * kept[0] + (1 - 0.9) * g;
    kept[1] = 0.999 * kept[1] + (1 - 0.999) * g * g;
    x -= 0.05 * (kept[0] / (1 - std::pow(0.9, step))) / (std::sqrt(kept[1] / (1 - std::pow(0.999, step))) + 1e-8);
  });
}

BOOST_AUTO_TEST_CASE(in_float_the_corrections_keep_their_digits) {
  constexpr auto a = parameter<"a">;
  parameters p{a = 1.0F};
  adam optimizer{.learning_rate = 0.25};
  optimizer.step(square(a), p);
  BOOST_TEST(p[a] == 0.75F, boost::test_tools::tolerance(3e-7F));  // the first step is the rate
}

BOOST_AUTO_TEST_CASE(settings) {
  line::check_refusal(adam{.beta1 = 1}, "adam: beta1 is 1.000000, but must be in [0, 1)");
  line::check_refusal(adam{.beta2 = -1}, "adam: beta2 is -1.000000, but must be in [0, 1)");
  line::check_refusal(adam{.epsilon = 0}, "adam: epsilon is 0.000000, but must be positive");
}
