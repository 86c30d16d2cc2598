// SPDX-License-Identifier: BSL-1.0
#include <symdiff/optimize/nesterov.hpp>

#include "check_trajectory.hpp"

using namespace symdiff;

BOOST_AUTO_TEST_CASE(as_a_plain_loop) {
  line::check_trajectory(nesterov{.learning_rate = 0.02, .momentum = 0.75},
                         [](double& x, double g, double (&kept)[2], int) {
                           kept[0] = 0.75 * kept[0] + g;
                           x -= 0.02 * (g + 0.75 * kept[0]);
                         });
}

// In its first form: the derivative is taken at the point looked ahead to, y = x + momentum * v, and y is what the
// library's parameters are.
BOOST_AUTO_TEST_CASE(as_looking_ahead, *boost::unit_test::tolerance(1e-12)) {
  constexpr auto a = parameter<"a">;
  parameters p{a = 3.0};
  nesterov optimizer{.learning_rate = 0.1, .momentum = 0.5};
  double x = 3, v = 0;
  for (int step = 0; step < 60; ++step) {
    const double ahead = x + 0.5 * v;
    BOOST_TEST(p[a] == ahead);
    v = 0.5 * v - 0.1 * (4 * ahead);
    x += v;
    optimizer.step(2.0 * square(a), p);
  }
}

BOOST_AUTO_TEST_CASE(settings) {
  line::check_refusal(nesterov{.momentum = 2}, "nesterov: momentum is 2.000000, but must be in [0, 1)");
}
