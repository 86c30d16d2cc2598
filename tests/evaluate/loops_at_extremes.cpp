// SPDX-License-Identifier: BSL-1.0
// What reaches the edges of functions, in loops.
#define SYMDIFF_MOST_UNROLLED 0
#include "check_plan.hpp"

using namespace symdiff;

namespace {

constexpr auto w = parameter<"w", 5>;
constexpr auto u = parameter<"u", 9>;
const auto at_u = random_numbers(9);

}  // namespace

BOOST_AUTO_TEST_CASE(extremes) {
  const double infinity = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();
  const std::array<double, 5> points[]{{-infinity, -infinity, -infinity, -infinity, -infinity}, {infinity, 0, 1, 2, 3},
                                       {0, 1, 2, 3, nan}, {1000, -1000, 1000, 0, -infinity}, {1e308, 1e308, 0, 0, -1e308}};
  for (const auto& point : points)
    BOOST_TEST_CONTEXT(point[0] << ", ..., " << point[4]) {
      check_plan(log_sum_exp(w), w = point);
      check_plan(dot(softmax(w), slice<1, 5>(u)), w = point, u = at_u);
    }
  check_plan(norm(w) + sum(where(w == 0, 1, sin(w) / w)), w = std::array<double, 5>{});
}
