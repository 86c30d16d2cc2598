// SPDX-License-Identifier: BSL-1.0
// Loops that fuse operations on elements with their reductions.
#include "check_plan.hpp"

using namespace symdiff;

namespace {

constexpr auto w = parameter<"w", 5>;
constexpr auto u = parameter<"u", 9>;
constexpr auto W = parameter<"W", 3, 5>;
constexpr auto t = input<"t">;
const auto at_w = random_numbers(5), at_u = random_numbers(9), at_W = random_numbers(15), times = random_numbers(65);

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
