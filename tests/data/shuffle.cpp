// SPDX-License-Identifier: BSL-1.0
#include <symdiff/data/shuffle.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>
#include <map>

using namespace symdiff::detail;

namespace {

constexpr std::uint64_t third_of(std::uint64_t seed) {
  split_mix generator{seed};
  generator.next(), generator.next();
  return generator.next();
}
// What the algorithm's authors' generator gives for this seed.
static_assert(split_mix{1234567}.next() == 6457827717110365317U);
static_assert(third_of(1234567) == 9817491932198370423U);

constexpr std::uint64_t third_below(std::uint64_t bound) {
  split_mix generator{5};
  generator.below(bound), generator.below(bound);
  return generator.below(bound);
}
static_assert(third_below((std::uint64_t{1} << 63) + 1) == 204786321411665706U);  // half of the draws are rejected
static_assert(third_below(1) == 0);

constexpr std::array<std::size_t, 10> order_of_ten(std::uint64_t seed, std::uint64_t epoch) {
  std::array<std::size_t, 10> order{};
  shuffled(order.data(), 10, seed, epoch);
  return order;
}
// Fixed for ever: a run repeats itself on every platform and with every release. Computed apart, with whole numbers of
// any size.
static_assert(order_of_ten(7, 1) == std::array<std::size_t, 10>{1, 2, 0, 4, 8, 6, 3, 7, 5, 9});
static_assert(order_of_ten(7, 2) == std::array<std::size_t, 10>{0, 1, 2, 9, 4, 7, 5, 6, 8, 3});
static_assert(order_of_ten(8, 1) == std::array<std::size_t, 10>{2, 7, 3, 5, 8, 9, 4, 6, 0, 1});
static_assert(order_of_ten(0, 0) == std::array<std::size_t, 10>{4, 7, 0, 5, 9, 3, 6, 2, 8, 1});

}  // namespace

BOOST_AUTO_TEST_CASE(each_order_comes_as_often) {
  std::map<std::array<std::size_t, 4>, int> times;
  for (std::uint64_t epoch = 0; epoch < 24000; ++epoch) {
    std::array<std::size_t, 4> order{};
    shuffled(order.data(), 4, 3, epoch);
    ++times[order];
  }
  BOOST_TEST(times.size() == 24u);
  double chi_squared = 0;
  for (const auto& [order, count] : times) chi_squared += (count - 1000.0) * (count - 1000.0) / 1000;
  BOOST_TEST(chi_squared < 49.7);  // 23 degrees of freedom: one in a thousand is above
}
