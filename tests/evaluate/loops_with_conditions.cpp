// SPDX-License-Identifier: BSL-1.0
// Conditions on elements, also in several loops, and rows of the user.
#include "check_plan.hpp"

using namespace symdiff;

namespace {

constexpr auto a = parameter<"a">;
constexpr auto w = parameter<"w", 5>;
constexpr auto u = parameter<"u", 9>;
constexpr auto x = input<"x", 5>;
constexpr auto t = input<"t">;
const auto at_w = random_numbers(5), at_u = random_numbers(9), rows = random_numbers(5 * 65), times = random_numbers(65);

struct cube_fn : elementary<"cube"> {
  static constexpr auto value(auto x) { return x * x * x; }
  static constexpr auto derivative(auto x, auto) { return 3 * x * x; }
};

}  // namespace

BOOST_AUTO_TEST_CASE(rows_of_the_user) {
  check_plan(sum(function<cube_fn>(w) * a) + sample_mean(sum(function<cube_fn>(x * w))) +
                 where(a < 1, sum(square(w)), sum(sin(u))), w = at_w, a = 0.5, x = rows, u = at_u);
}

BOOST_AUTO_TEST_CASE(conditions_in_several_loops) {
  constexpr auto c = 0 < x * w;
  check_plan(sample_mean(sum(where(c && t < 1, x, w)) * max(where(!c, w * w, x)) + sum(where(t < a, w, 2 * w))), w = at_w,
             x = rows, t = times, a = 0.3);
  check_plan(sample_mean(where(t < 0, sum(square(w * x)), sum(sin(slice<0, 5>(u) * x)))), w = at_w, u = at_u, t = times,
             x = rows);
}
