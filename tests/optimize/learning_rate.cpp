// SPDX-License-Identifier: BSL-1.0
#include <symdiff/optimize/learning_rate.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <limits>
#include <sstream>
#include <stdexcept>
#include <string>

#include "../message_of.hpp"

using namespace symdiff;

namespace {

constexpr learning_rate_schedule halves = step_decay{.from = 8, .factor = 0.5, .every = 3};
static_assert(halves(0) == 8 && halves(2) == 8 && halves(3) == 4 && halves(5) == 4 && halves(9) == 1);
constexpr learning_rate_schedule falls = exponential_decay{.from = 8, .factor = 0.5};
static_assert(falls(0) == 8 && falls(1) == 4 && falls(4) == 0.5);
constexpr learning_rate_schedule fixed = schedule::constant{.rate = 0.25};
static_assert(fixed(0) == 0.25 && fixed(1000) == 0.25 && fixed == 0.25 && fixed.is_constant());
constexpr learning_rate_schedule warm = warmup{.steps = 4, .then = step_decay{.from = 8, .factor = 0.5, .every = 2}};
static_assert(warm(0) == 2 && warm(1) == 4 && warm(3) == 8 && warm(4) == 8 && warm(5) == 8 && warm(6) == 4);
static_assert(!warm.is_constant() && !halves.is_constant());
static_assert(learning_rate_schedule(warmup{.steps = 0, .then = 1})(0) == 1);

}  // namespace

BOOST_AUTO_TEST_CASE(a_cosine_falls_from_one_rate_to_another, *boost::unit_test::tolerance(1e-15)) {
  const learning_rate_schedule rate = cosine{.from = 0.5, .to = 0.1, .steps = 8};
  BOOST_TEST(rate(0) == 0.5);
  BOOST_TEST(rate(2) == 0.1 + 0.2 * (1 + std::sqrt(0.5)));
  BOOST_TEST(rate(4) == 0.3);
  BOOST_TEST(rate(8) == 0.1);
  BOOST_TEST(rate(9) == 0.1);
  for (int step = 0; step < 8; ++step) BOOST_TEST(rate(step + 1) < rate(step));
}

BOOST_AUTO_TEST_CASE(in_words) {
  const auto words = [](const learning_rate_schedule& rate) {
    std::ostringstream out;
    out << rate;
    return out.str();
  };
  BOOST_TEST(words(1e-5) == "1e-05");
  BOOST_TEST(words(halves) == "8, times 0.5 every 3 steps");
  BOOST_TEST(words(falls) == "8, times 0.5 every step");
  BOOST_TEST(words(warmup{.steps = 10, .then = cosine{.from = 0.1, .steps = 90}}) ==
             "0.1, to 0 along a cosine of 90 steps, after a warm-up of 10 steps");
}

BOOST_AUTO_TEST_CASE(what_a_schedule_cannot_be) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  BOOST_TEST(message_of([] { learning_rate_schedule(step_decay{.every = 0}); }) ==
             "step_decay: every is 0.000000, but must be at least 1");
  BOOST_TEST(message_of([] { learning_rate_schedule(step_decay{.factor = -1}); }) ==
             "step_decay: factor is -1.000000, but must be finite and positive");
  BOOST_TEST(message_of([&] { learning_rate_schedule(exponential_decay{.factor = nan}); })
                 .starts_with("exponential_decay: factor is"));
  BOOST_TEST(message_of([] { learning_rate_schedule(cosine{.steps = -5}); }) ==
             "cosine: steps is -5.000000, but must be at least 1");
  BOOST_TEST(message_of([] { learning_rate_schedule(warmup{.steps = -5}); }) ==
             "warmup: steps is -5.000000, but must not be negative");
}
