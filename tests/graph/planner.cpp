// SPDX-License-Identifier: BSL-1.0
// Parts of vectors and matrices, and vectors and matrices of parts, in plans.
#include "../evaluate/check_plan.hpp"
#include <symdiff/derivative/jacobian.hpp>

#include <memory>
#include <utility>

using namespace symdiff;

namespace {

constexpr auto a = parameter<"a">;
constexpr auto w = parameter<"w", 5>;
constexpr auto u = parameter<"u", 9>;
constexpr auto W = parameter<"W", 3, 5>;
const auto at_w = random_numbers(5), at_u = random_numbers(9), at_W = random_numbers(15);

}  // namespace

BOOST_AUTO_TEST_CASE(stacks_and_slices) {
  check_plan(norm(stack(w, a, sin(w), 2)) + sum(slice<1, 3>(slice<1, 4>(w * w))) * element<3>(u) +
                 log_sum_exp(stack(u, a)), w = at_w, a = 1.5, u = at_u);
  check_plan(dot(softmax(u), square(u)) + sum(log_softmax(u) * u), u = at_u);
}

BOOST_AUTO_TEST_CASE(rows_and_elements) {
  check_plan(dot(row<1>(W), row<2>(W) * w) + element<0, 4>(W) * element<1, 3>(W) + norm(row<0>(transpose(W))) +
                 element<2, 1>(transpose(W)), W = at_W, w = at_w);
}

// Results that are symbols, views or constants.
BOOST_AUTO_TEST_CASE(results_that_take_no_operation) {
  BOOST_TEST(evaluate(w, w = at_w)[3] == at_w[3]);
  BOOST_TEST(evaluate(transpose(W), W = at_W)(4, 2) == at_W[14]);
  BOOST_TEST(evaluate(reshape<3, 5>(transpose(W)), W = at_W)(1, 0) == at_W[11]);
  BOOST_TEST(evaluate(row<2>(transpose(W)), W = at_W)[1] == at_W[7]);
  BOOST_TEST(evaluate(broadcast_columns<4>(w), w = at_w)(3, 2) == at_w[3]);
  const auto all = evaluate(stack(w, 1, a, w), w = at_w, a = 3.0);
  BOOST_TEST((all[4] == at_w[4] && all[5] == 1 && all[6] == 3 && all[7] == at_w[0]));
  const auto g = gradient(2 * sum(w) + a * sum(floor(W)) + sum(u) * 3, w = at_w, a = 2.0, W = at_W, u = at_u);
  BOOST_TEST((g[w][0] == 2 && g[w][4] == 2 && g[W](2, 4) == 0 && g[u][8] == 3));
}

// What is put off until it is used must be there for later passes over the samples as well.
BOOST_AUTO_TEST_CASE(values_that_later_passes_read) {
  constexpr auto v = parameter<"v", 30>;
  constexpr auto y = parameter<"y", 30>;
  constexpr auto t = input<"t">;
  constexpr auto x = input<"x", 30>;
  const std::vector<double> at_v = random_numbers(30), at_y = random_numbers(30, 2), ts{1, 2, 4.5}, xs = random_numbers(90);
  for (const double at_a : {0.5, 2.0}) {
    check_plan(sample_mean(t) * where(a < 1_c, sum(square(v)), sum(v)), v = at_v, a = at_a, t = ts);
    check_plan(sample_mean(t) * where(a < 1_c, sum(v), sum(y)), v = at_v, y = at_y, a = at_a, t = ts);
    check_plan(mse(dot(v, x), t) * where(a < 0_c, sum(v), sum(y * v)), v = at_v, y = at_y, a = at_a, t = ts, x = xs);
  }
  check_plan(sample_mean(t * sum(W * transpose(reshape<5, 3>(W)))), W = at_W, t = ts);
}

// What stands in a vector more than once, or in more than one vector.
BOOST_AUTO_TEST_CASE(parts_that_are_repeated) {
  const auto s = sin(w);
  check_plan(sum(stack(s, s) * stack(u, a)) + norm(stack(s, a, s)), w = at_w, u = at_u, a = 1.5);
  check_plan(dot(stack(s, s), stack(square(s), s)) * norm(stack(sin(a), sin(a), sin(a))), w = at_w, a = 1.5);
  check_plan(sum(matmul(W, slice<3, 5>(stack(s, s)))) + sum(matmul(W, s)), W = at_W, w = at_w);
  // A scalar that is computed into a vector is still the same for each element elsewhere.
  check_plan(norm(stack(sin(a), a)) + norm(w + sin(a)), w = at_w, a = 1.5);
  check_plan(sum(square(w + log_sum_exp(w))) * max(stack(log_sum_exp(w), log_sum_exp(w))), w = at_w);
}

// A shape operation that no kernel has, and one that is not in the enumeration, are refused.
BOOST_AUTO_TEST_CASE(operations_that_are_not_known) {
  using namespace symdiff::detail;
  const auto flaws = [](op o) {
    const auto b = std::make_unique<builder>();
    const int roots[]{b->put(o, b->symbol(id_of<std::remove_const_t<decltype(u)>>))};
    const auto plan = std::make_unique<planner>(*b, roots, 1);
    plan->run();
    const auto lowered = std::make_unique<builder>();
    int outputs[9]{};
    std::make_unique<unrolling>(*b, *lowered)->run(roots, 1, outputs);
    return std::pair(plan->p.flaw, lowered->flaw);
  };
  constexpr op unknown = static_cast<op>(code(first_user_row - 1, 1));
  BOOST_TEST((flaws(unknown) == std::pair(fault::unknown_operation, fault::unknown_operation)));
  BOOST_TEST((flaws(op::column_sums).first == fault::unknown_operation && flaws(op::shift).first == fault::unknown_operation));
  BOOST_TEST((flaws(op::sum) == std::pair(fault::none, fault::none)));
  const auto b = std::make_unique<builder>();
  const int v = b->symbol(id_of<std::remove_const_t<decltype(u)>>), s = b->put(op::sum, v);
  BOOST_TEST((infer_shape(*b, unknown, v, 0, 0).flaw == fault::unknown_operation));
  const int wanted[]{v}, root = b->put(op::add, s, b->put(op::sum, b->put(unknown, v)));
  std::make_unique<reverse_sweep>(*b)->run(root, wanted, 1);
  BOOST_TEST((b->flaw == fault::unknown_operation));
}
