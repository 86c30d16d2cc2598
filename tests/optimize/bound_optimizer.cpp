// SPDX-License-Identifier: BSL-1.0
#include <symdiff/optimize/adam.hpp>
#include <symdiff/optimize/bound_optimizer.hpp>
#include <symdiff/optimize/momentum.hpp>

#include "check_trajectory.hpp"

#include <boost/multiprecision/cpp_bin_float.hpp>

using namespace symdiff;
using namespace line;

namespace {

constexpr double twice() {
  parameters p{a = 3.0};
  bound_optimizer optimizer{momentum{.learning_rate = 0.25, .momentum = 0.5}, p};
  optimizer.step(square(a), p);  // v = 6, a = 1.5
  optimizer.step(square(a), p);  // v = 6, a = 0
  return optimizer.state.moments[a][0] + p[a];
}
static_assert(twice() == 6);

}  // namespace

BOOST_AUTO_TEST_CASE(it_goes_on_where_the_plain_one_was) {
  parameters p{a = 3.0, b = 2.0};
  adam optimizer{.learning_rate = cosine{.from = 0.5, .steps = 20}};
  for (int step = 0; step < 7; ++step) optimizer.step(square(a) + square(b), p);
  auto q = p;
  bound_optimizer bound{optimizer, q};
  BOOST_TEST(bound.state.steps == 7);
  const adam copy = optimizer;
  adam assigned{};
  assigned.step(a * b, q = p);
  assigned = copy;
  for (int step = 0; step < 7; ++step) {
    BOOST_TEST(bound.learning_rate() == optimizer.learning_rate(7 + step));
    optimizer.step(square(a) + square(b), p);
    bound.step(square(a) + square(b), q);
  }
  BOOST_TEST(q[a] != 3);
  bound_optimizer again{copy, p};
  BOOST_TEST(again.state.steps == 7);  // a copy is a copy
  BOOST_TEST(bound_optimizer(assigned, p).state.steps == 7);
}

BOOST_AUTO_TEST_CASE(another_parameter_set_needs_another_optimizer) {
  parameters p{a = 3.0, b = 2.0};
  parameters q{a = 3.0};
  adam optimizer{};
  optimizer.step(a * b, p);
  const std::string said = message_of([&] { optimizer.step(square(a), q); });
  BOOST_TEST(said.starts_with("step: this optimizer has stepped a parameter set of other symbols or numbers"));
  BOOST_TEST(q[a] == 3);
}

BOOST_AUTO_TEST_CASE(large_states_are_allocated_once) {
  using wide = boost::multiprecision::cpp_bin_float_100;
  parameters p{a = wide(3), b = wide(2)};
  momentum optimizer{.learning_rate = 0.125, .momentum = 0.5};
  wide x = 3, v = 0;
  std::size_t allocated = allocations;
  for (int step = 0; step < 60; ++step) {
    v = v / 2 + 2 * x;
    x -= v / 8;
    optimizer.step(square(a) + b, p);
    if (step > 0) BOOST_REQUIRE(allocations == allocated);
    allocated = allocations;
  }
  BOOST_TEST(abs(p[a] - x) < wide(1e-90));
  momentum copy = optimizer;
  copy.step(square(a) + b, p);
  momentum other{};
  other = copy;
  BOOST_TEST(bound_optimizer(other, p).state.steps == 61);
}

BOOST_AUTO_TEST_CASE(mixed_numbers) {
  parameters p{a = 3.0F, b = 2.0};
  adam optimizer{.learning_rate = 0.25};
  optimizer.step(square(a) + square(b), p);
  BOOST_TEST(p[a] == 2.75F);
  BOOST_TEST(p[b] == 1.75, boost::test_tools::tolerance(1e-8));
  bound_optimizer bound{optimizer, p};
  static_assert(std::same_as<decltype(bound.state.moments[a][0]), float&>);
}
