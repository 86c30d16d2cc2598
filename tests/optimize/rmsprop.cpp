// SPDX-License-Identifier: BSL-1.0
#include <symdiff/optimize/rmsprop.hpp>

#include "check_trajectory.hpp"

using namespace symdiff;

BOOST_AUTO_TEST_CASE(as_a_plain_loop) {
  line::check_trajectory(rmsprop{.learning_rate = 0.01, .decay = 0.8, .epsilon = 1e-3},
                         [](double& x, double g, double (&kept)[2], int) {
                           kept[0] = 0.8 * kept[0] + (1 - 0.8) * g * g;
                           x -= 0.01 * g / (std::sqrt(kept[0]) + 1e-3);
                         });
}

BOOST_AUTO_TEST_CASE(settings) {
  line::check_refusal(rmsprop{.decay = 1}, "rmsprop: decay is 1.000000, but must be in [0, 1)");
  line::check_refusal(rmsprop{.epsilon = -1}, "rmsprop: epsilon is -1.000000, but must be positive");
}
