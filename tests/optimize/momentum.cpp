// SPDX-License-Identifier: BSL-1.0
#include <symdiff/optimize/momentum.hpp>

#include "check_trajectory.hpp"

using namespace symdiff;

BOOST_AUTO_TEST_CASE(as_a_plain_loop) {
  line::check_trajectory(momentum{.learning_rate = 0.02}, [](double& x, double g, double (&kept)[2], int) {
    kept[0] = 0.9 * kept[0] + g;
    x -= 0.02 * kept[0];
  });
}

BOOST_AUTO_TEST_CASE(settings) {
  line::check_refusal(momentum{.momentum = 1}, "momentum: momentum is 1.000000, but must be in [0, 1)");
  line::check_refusal(momentum{.momentum = -0.5}, "momentum: momentum is -0.500000, but must be in [0, 1)");
}
