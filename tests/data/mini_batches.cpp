// SPDX-License-Identifier: BSL-1.0
#include <symdiff/data/mini_batches.hpp>
#include <symdiff/functions/losses.hpp>
#include <symdiff/notation/symbols.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <concepts>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include "../message_of.hpp"

using namespace symdiff;

namespace {

constexpr auto a = parameter<"a">;
constexpr auto t = input<"t">;
constexpr auto y = input<"y">;
constexpr auto unused = input<"unused">;

const std::array<double, 10> times{0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
const std::array<std::uint8_t, 10> labels{0, 10, 20, 30, 40, 50, 60, 70, 80, 90};
const std::array<float, 10> spare{};
const dataset data{t = times, y = labels, unused = spare};

using lists = std::vector<std::vector<int>>;

template <class Batches>
lists samples_of(Batches& batches, std::uint64_t epoch, std::size_t first = 0) {
  lists found;
  for (const auto& batch : batches.epoch(epoch, first)) {
    found.emplace_back();
    for (std::size_t i = 0; i < batch.size(); ++i) {
      found.back().push_back(static_cast<int>(batch[t][i]));
      BOOST_TEST(batch[y][i] == 10 * batch[t][i]);  // columns stay together
    }
  }
  return found;
}

}  // namespace

BOOST_AUTO_TEST_CASE(in_the_order_of_the_data) {
  mini_batches batches{data, {.size = 4, .shuffle = false}};
  BOOST_TEST(batches.count() == 3u);
  BOOST_TEST((samples_of(batches, 1) == lists{{0, 1, 2, 3}, {4, 5, 6, 7}, {8, 9}}));
  for (const auto& batch : batches.epoch(1, 2)) BOOST_TEST(batch[t].data() == times.data() + 8);  // nothing is copied
  mini_batches whole{data, {.size = 10, .shuffle = false}};
  BOOST_TEST(whole.count() == 1u);
  mini_batches full_only{data, {.size = 4, .shuffle = false, .drop_last = true}};
  BOOST_TEST((samples_of(full_only, 1) == lists{{0, 1, 2, 3}, {4, 5, 6, 7}}));
}

BOOST_AUTO_TEST_CASE(in_an_order_that_seed_and_epoch_fix) {
  mini_batches batches{data, {.size = 4, .seed = 7}};
  BOOST_TEST((samples_of(batches, 2) == lists{{0, 1, 2, 9}, {4, 7, 5, 6}, {8, 3}}));
  BOOST_TEST((samples_of(batches, 1) == lists{{1, 2, 0, 4}, {8, 6, 3, 7}, {5, 9}}));
  BOOST_TEST((samples_of(batches, 1, 1) == lists{{8, 6, 3, 7}, {5, 9}}));  // a run that stopped after one batch
  BOOST_TEST((samples_of(batches, 1, 3) == lists{}));
  mini_batches full_only{data, {.size = 4, .seed = 7, .drop_last = true}};
  BOOST_TEST((samples_of(full_only, 1) == lists{{1, 2, 0, 4}, {8, 6, 3, 7}}));
}

BOOST_AUTO_TEST_CASE(a_loss_over_a_batch) {
  mini_batches batches{data, {.size = 4, .seed = 7}};
  double sum = 0;
  for (const auto& batch : batches.epoch(1)) sum += evaluate(sample_sum(a * t + y), a = 2.0, batch);
  BOOST_TEST(sum == 2 * 45 + 450);
}

BOOST_AUTO_TEST_CASE(columns_that_are_read) {
  const auto read = columns_read(mse(a * t, y), data);
  static_assert(std::same_as<decltype(read), const decltype(dataset{t = times, y = labels})>);
  BOOST_TEST(read.size() == 10u);
  static_assert(std::same_as<decltype(columns_read(square(a), data)), std::remove_const_t<decltype(data)>>);
}

BOOST_AUTO_TEST_CASE(sizes_that_cannot_be) {
  for (const long long size : {-1LL, 0LL, 11LL})
    BOOST_TEST(message_of([&] { mini_batches(data, {.size = size}); }) ==
               "mini_batches: the batch size is " + std::to_string(size) +
                   ", but must be at least 1 and at most 10, the number of samples");
}
