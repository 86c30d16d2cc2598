// SPDX-License-Identifier: BSL-1.0
#include <symdiff/derivative/workspace.hpp>

#include <boost/test/unit_test.hpp>
#include <symdiff/symdiff.hpp>

#include <memory>
#include <vector>

namespace {
using namespace symdiff;
using namespace symdiff::literals;

constexpr auto W = parameter<"W", 40, 30>;
constexpr auto b = parameter<"b", 40>;
constexpr auto x = input<"x", 30>;
constexpr auto y = input<"y">;
constexpr auto loss = mse(sum(tanh(matmul(W, x) + b)), y);

std::vector<double> numbers(std::size_t count, double step) {
  std::vector<double> v(count);
  for (std::size_t i = 0; i < count; ++i) v[i] = static_cast<double>(static_cast<int>(i * 7 % 11) - 5) * step;
  return v;
}
const auto weights = numbers(1200, 0.01), offsets = numbers(40, 0.1), rows = numbers(30 * 5, 0.2), targets = numbers(5, 1);

// What is unrolled stores nothing here, what is not more than the numbers of a tile.
static_assert(workspace<square(y) + 0_c>::size() == 0);
static_assert(workspace<loss>::size() >= 64 * 40);
static_assert(alignof(workspace<loss>) == 64);
static_assert(sizeof(workspace<loss, float>) < sizeof(workspace<loss>));

BOOST_AUTO_TEST_CASE(values_are_the_same) {
  const auto room = std::make_unique<workspace<loss>>();
  const parameters p{W = weights, b = offsets};
  const dataset data{x = rows, y = targets};
  const auto expected = value_and_gradient(loss, p, data);
  const auto r = value_and_gradient(loss, p, data, *room);
  BOOST_TEST(r.value == expected.value);
  BOOST_TEST(r.gradient[W].values == expected.gradient[W].values, boost::test_tools::per_element());
  BOOST_TEST(r.gradient[b] == expected.gradient[b], boost::test_tools::per_element());
  BOOST_TEST(evaluate(loss, *room, p, data) == expected.value);
}

// The numbers on the way stand there: what was in it is overwritten, and nothing beyond its end.
BOOST_AUTO_TEST_CASE(it_is_what_is_written_to) {
  const workspace<loss> room;
  const std::size_t size = workspace<loss>::size();
  for (std::size_t i = 0; i <= size; ++i) room.data()[i] = 12345;
  const dataset data{x = rows, y = targets};
  value_and_gradient(loss, W = weights, b = offsets, data, room);
  std::size_t written = 0;
  for (std::size_t i = 0; i < size; ++i) written += room.data()[i] != 12345;
  BOOST_TEST(written >= 5u * 40);
  BOOST_TEST(room.data()[size] == 12345);
}

BOOST_AUTO_TEST_CASE(steps_take_one) {
  parameters p{W = weights, b = offsets}, q{W = weights, b = offsets};
  const dataset data{x = rows, y = targets};
  const workspace<loss> room;
  auto first = adam{.learning_rate = 1e-3}, second = first;
  BOOST_TEST(first.step(loss, p, data) == second.step(loss, q, data, room));
  BOOST_TEST(p[W].values == q[W].values, boost::test_tools::per_element());
}

}  // namespace
