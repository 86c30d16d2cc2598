// SPDX-License-Identifier: BSL-1.0
// Matrices of other sizes, turned, repeated and multiplied, in plans.
#include "../evaluate/check_plan.hpp"

using namespace symdiff;

namespace {

constexpr auto w = parameter<"w", 5>;
constexpr auto u = parameter<"u", 9>;
constexpr auto W = parameter<"W", 3, 5>;
const auto at_w = random_numbers(5), at_u = random_numbers(9), at_W = random_numbers(15);

}  // namespace

BOOST_AUTO_TEST_CASE(other_sizes) {
  check_plan(sum(outer(w, u) * outer(sin(w), cos(u))) + sum(sin(reshape<9, 5>(outer(w, u))) * transpose(outer(w, u))),
             w = at_w, u = at_u);
  check_plan(sum(sin(broadcast_rows<9>(w) * broadcast_columns<5>(u))) +
                 sum(square(reshape<45>(transpose(broadcast_rows<9>(w))) + reshape<45>(broadcast_columns<5>(u)))),
             w = at_w, u = at_u);
}

BOOST_AUTO_TEST_CASE(products_of_products) {
  check_plan(sum(square(matmul(transpose(W), W))) + dot(matmul(W, w), matmul(slice<0, 5>(u), transpose(W))) +
                 sum(matmul(matmul(W, transpose(W)), W)), W = at_W, w = at_w, u = at_u);
}
