// SPDX-License-Identifier: BSL-1.0
#include <symdiff/optimize/adamw.hpp>

#include "check_trajectory.hpp"

using namespace symdiff;

BOOST_AUTO_TEST_CASE(as_a_plain_loop) {
  line::check_trajectory(
      adamw{.learning_rate = 0.05, .weight_decay = 0.1}, [](double& x, double g, double (&kept)[2], int step) {
        kept[0] = 0.9 * kept[0] + (1 - 0.9) * g;
        kept[1] = 0.999 * kept[1] + (1 - 0.999) * g * g;
        x *= 1 - 0.05 * 0.1;
        x -= 0.05 * (kept[0] / (1 - std::pow(0.9, step))) / (std::sqrt(kept[1] / (1 - std::pow(0.999, step))) + 1e-8);
      });
}

BOOST_AUTO_TEST_CASE(settings) {
  line::check_refusal(adamw{.beta1 = 1}, "adamw: beta1 is 1.000000, but must be in [0, 1)");
  line::check_refusal(adamw{.weight_decay = -1},
                      "adamw: weight_decay is -1.000000, but must be finite and not negative");
}
