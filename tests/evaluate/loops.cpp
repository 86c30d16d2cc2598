// SPDX-License-Identifier: BSL-1.0
// Loops that fuse operations on elements with their reductions, and what reaches the edges of functions.
#define SYMDIFF_MOST_UNROLLED 0
#include "check_plan.hpp"

using namespace symdiff;

namespace {

constexpr auto a = parameter<"a">;
constexpr auto w = parameter<"w", 5>;
constexpr auto u = parameter<"u", 9>;
constexpr auto W = parameter<"W", 3, 5>;
constexpr auto x = input<"x", 5>;
constexpr auto t = input<"t">;
const auto at_w = random_numbers(5), at_u = random_numbers(9), at_W = random_numbers(15), rows = random_numbers(5 * 65),
           times = random_numbers(65);

struct cube_fn : elementary<"cube"> {
  static constexpr auto value(auto x) { return x * x * x; }
  static constexpr auto derivative(auto x, auto) { return 3 * x * x; }
};

}  // namespace

BOOST_AUTO_TEST_CASE(reductions_of_negative_numbers_and_of_rows) {
  check_plan(max(w - 10) * sum(pi * w) + max(W - 10) * max(u - 7), w = at_w, W = at_W, u = at_u);
  check_plan(sum(square(W)) + dot(sin(row_sums(square(W))), element<1>(row_sums(W)) * row_sums(exp(W))) +
                 norm(column_sums(W)) * mean(W), W = at_W);
}

BOOST_AUTO_TEST_CASE(vectors_of_one) {
  constexpr auto v = parameter<"v", 1, 1>;
  constexpr auto z = input<"z", 1>;
  constexpr auto Z = input<"Z", 1, 1>;
  check_plan(mse(sum(tanh(matmul(v, z))), t) + sample_mean(sum(row_sums(square(v * Z))) + max(column_sums(Z * v))),
             v = std::vector{0.5}, z = times, t = random_numbers(65, 2), Z = times);
}

BOOST_AUTO_TEST_CASE(rows_of_the_user_and_conditions) {
  check_plan(sum(function<cube_fn>(w) * a) + sample_mean(sum(function<cube_fn>(x * w))) +
                 where(a < 1, sum(square(w)), sum(sin(W))), w = at_w, a = 0.5, x = rows, W = at_W);
  constexpr auto c = 0 < x * w;  // in two loops
  check_plan(sample_mean(sum(where(c && t < 1, x, w)) * max(where(!c, w * w, x)) + sum(where(t < a, w, 2 * w))), w = at_w,
             x = rows, t = times, a = 0.3);
}

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
