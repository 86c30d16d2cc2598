// SPDX-License-Identifier: BSL-1.0
// A matrix for each sample.
#include "check_plan.hpp"

using namespace symdiff;

namespace {

constexpr auto w = parameter<"w", 5>;
constexpr auto W = parameter<"W", 3, 5>;
constexpr auto A = input<"A", 3, 5>;
constexpr auto x = input<"x", 5>;
constexpr auto t = input<"t">;
const auto at_w = random_numbers(5), at_W = random_numbers(15), matrices = random_numbers(15 * 65), rows = random_numbers(5 * 65),
           times = random_numbers(65);

}  // namespace

BOOST_AUTO_TEST_CASE(products_for_each_sample) {
  check_plan(sample_mean(sum(tanh(matmul(A, w))) * t + sum(tanh(matmul(A, transpose(W))))), w = at_w, W = at_W, A = matrices,
             t = times);
  check_plan(sample_mean(norm(matmul(transpose(A * W), matmul(W, x)))), W = at_W, A = matrices, x = rows);
}

BOOST_AUTO_TEST_CASE(reductions_for_each_sample) {
  check_plan(sample_mean(max(row_sums(A * W)) * max(A * W) + sum(sin(column_sums(A * W))) + element<1, 2>(A * W)), W = at_W,
             A = matrices);
}

BOOST_AUTO_TEST_CASE(means_of_views) {
  check_plan(sum(W * transpose(sample_mean(transpose(A)) + sample_mean(t * transpose(A)))) +
                 sum(W * sample_mean(broadcast_rows<3>(x))) + sum(W * W * sample_mean(broadcast_columns<5>(slice<1, 3>(x)))),
             W = at_W, A = matrices, t = times, x = rows);
}
