// SPDX-License-Identifier: BSL-1.0
#include <symdiff/optimize/adagrad.hpp>

#include "check_trajectory.hpp"

using namespace symdiff;

BOOST_AUTO_TEST_CASE(as_a_plain_loop) {
  line::check_trajectory(adagrad{.learning_rate = 0.5, .epsilon = 1e-3},
                         [](double& x, double g, double (&kept)[2], int) {
                           kept[0] += g * g;
                           x -= 0.5 * g / (std::sqrt(kept[0]) + 1e-3);
                         });
}

BOOST_AUTO_TEST_CASE(settings) {
  line::check_refusal(adagrad{.epsilon = 0}, "adagrad: epsilon is 0.000000, but must be positive");
}
