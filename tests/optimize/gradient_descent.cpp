// SPDX-License-Identifier: BSL-1.0
#include <symdiff/data/dataset.hpp>
#include <symdiff/functions/losses.hpp>
#include <symdiff/notation/symbols.hpp>
#include <symdiff/optimize/gradient_descent.hpp>

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/test/unit_test.hpp>

#include <cmath>
#include <concepts>
#include <cstdio>
#include <fstream>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include "../count_allocations.hpp"
#include "../message_of.hpp"

using namespace symdiff;

namespace {

constexpr auto a = parameter<"a">;
constexpr auto b = parameter<"b">;
constexpr auto c = parameter<"c">;
constexpr auto t = input<"t">;
constexpr auto speed = input<"speed">;

constexpr double constexpr_step() {
  parameters p{a = 3.0};
  return gradient_descent{.learning_rate = 0.25}.step(square(a), p) + p[a];
}
static_assert(constexpr_step() == 9 + 1.5);

}  // namespace

BOOST_AUTO_TEST_CASE(a_step_without_samples) {
  parameters p{a = 3.0, b = -1.0, c = 5.0};
  const auto optimizer = gradient_descent{.learning_rate = 0.125};
  const double before = optimizer.step(square(a) + 2.0 * square(b), p);
  BOOST_TEST(before == 11);
  BOOST_TEST(p[a] == 3 - 0.125 * 6);
  BOOST_TEST(p[b] == -1 + 0.125 * 4);
  BOOST_TEST(p[c] == 5);  // not in the loss
}

BOOST_AUTO_TEST_CASE(ten_steps_of_the_roller_coaster_as_a_plain_loop, *boost::unit_test::tolerance(1e-12)) {
  std::ifstream file("docs/examples/data/roller_coaster.csv");
  std::vector<double> times, speeds;
  std::string line;
  std::getline(file, line);
  for (double time = 0, measured = 0; std::getline(file, line);) {
    BOOST_REQUIRE(std::sscanf(line.c_str(), "%lf,%lf", &time, &measured) == 2);
    times.push_back(time);
    speeds.push_back(measured);
  }
  BOOST_REQUIRE(times.size() == 20u);

  const auto loss = mse(a * square(t) + b * t + c, speed);
  const dataset data{t = times, speed = speeds};
  parameters p{a = -1.25, b = 0.5, c = -0.75};
  double by_hand[]{-1.25, 0.5, -0.75};
  const auto optimizer = gradient_descent{.learning_rate = 1e-5};
  for (int step = 0; step < 10; ++step) {
    double expected_loss = 0, derivative[3]{};
    for (std::size_t i = 0; i < times.size(); ++i) {
      const double residual = by_hand[0] * times[i] * times[i] + by_hand[1] * times[i] + by_hand[2] - speeds[i];
      expected_loss += residual * residual / 20;
      derivative[0] += 2 * residual * times[i] * times[i] / 20;
      derivative[1] += 2 * residual * times[i] / 20;
      derivative[2] += 2 * residual / 20;
    }
    for (int k = 0; k < 3; ++k) by_hand[k] -= 1e-5 * derivative[k];

    const std::size_t allocated = allocations;
    const double came = optimizer.step(loss, p, data);
    BOOST_TEST(allocations == allocated);
    BOOST_TEST(came == expected_loss);
    BOOST_TEST(p[a] == by_hand[0]);
    BOOST_TEST(p[b] == by_hand[1]);
    BOOST_TEST(p[c] == by_hand[2]);
  }
}

BOOST_AUTO_TEST_CASE(each_parameter_keeps_its_type) {
  parameters p{a = 1.0F, b = 2.0F};
  const auto loss = square(a * b - 3.0);
  static_assert(std::same_as<decltype(gradient_descent{}.step(loss, p)), float>);
  BOOST_TEST(gradient_descent{.learning_rate = 0.25}.step(loss, p) == 1);
  BOOST_TEST(p[a] == 2);
  BOOST_TEST(p[b] == 2.5);

  parameters mixed{a = 1.0F, b = 2.0};
  static_assert(std::same_as<decltype(gradient_descent{}.step(loss, mixed)), double>);
  BOOST_TEST(gradient_descent{.learning_rate = 0.25}.step(loss, mixed) == 1);
  BOOST_TEST(mixed[a] == 2);
  BOOST_TEST(mixed[b] == 2.5);

  using wide = boost::multiprecision::cpp_bin_float_50;
  parameters exact_values{a = wide(1) / 3, b = wide(2)};
  BOOST_TEST(gradient_descent{.learning_rate = 0.5}.step(square(a) + b, exact_values) == wide(1) / 9 + 2);
  BOOST_TEST(exact_values[a] == wide(0));
  BOOST_TEST(exact_values[b] == wide(1.5));
}

BOOST_AUTO_TEST_CASE(what_throws_changes_nothing) {
  parameters p{a = 1.0, b = 2.0};
  const std::vector<double> times{1, 2, 3}, speeds{1, 2};
  const auto loss = mse(a * t + b, speed);
  const std::string said = message_of([&] { gradient_descent{}.step(loss, p, t = times, speed = speeds); });
  BOOST_TEST_CONTEXT(said) {
    BOOST_TEST(said.find('3') != std::string::npos);
    BOOST_TEST(said.find('2') != std::string::npos);
    BOOST_TEST((said.find("'speed'") != std::string::npos || said.find("'t'") != std::string::npos));
  }
  for (const double rate : {-0.5, std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
    const std::string refused = message_of([&] { gradient_descent{.learning_rate = rate}.step(square(a * b), p); });
    BOOST_TEST_CONTEXT(refused) {
      BOOST_TEST(refused.find("learning rate is " + std::to_string(rate)) != std::string::npos);
      BOOST_TEST(refused.find("must be finite and not negative") != std::string::npos);
    }
  }
  BOOST_TEST(p[a] == 1);
  BOOST_TEST(p[b] == 2);
}

/// A number whose subtraction throws when it runs out of fuel.
struct fragile {
  double value = 0;
  static inline int fuel = 1000;

  fragile() = default;
  fragile(double v) : value(v) {}  // NOLINT: a number
  friend fragile operator+(fragile x, fragile y) { return x.value + y.value; }
  friend fragile operator*(fragile x, fragile y) { return x.value * y.value; }
  friend fragile operator-(fragile x) { return -x.value; }
  friend fragile operator-(fragile x, fragile y) {
    if (--fuel < 0) throw std::runtime_error("out of fuel");
    return x.value - y.value;
  }
  friend fragile operator/(fragile x, fragile y) { return x.value / y.value; }
  friend bool operator<(fragile x, fragile y) { return x.value < y.value; }
  friend fragile acos(fragile x) { return std::acos(x.value); }
  friend fragile log(fragile x) { return std::log(x.value); }
  friend fragile sqrt(fragile x) { return std::sqrt(x.value); }
};
template <>
struct std::numeric_limits<fragile> : std::numeric_limits<double> {};

BOOST_AUTO_TEST_CASE(an_update_that_throws_halfway_changes_nothing) {
  parameters p{a = fragile(1), b = fragile(2)};
  const auto loss = a * b;
  fragile::fuel = 1;  // for the first of two parameters
  BOOST_CHECK_THROW(gradient_descent{.learning_rate = 0.5}.step(loss, p), std::runtime_error);
  BOOST_TEST(p[a].value == 1);
  BOOST_TEST(p[b].value == 2);
  fragile::fuel = 2;
  gradient_descent{.learning_rate = 0.5}.step(loss, p);
  BOOST_TEST(p[a].value == 0);
  BOOST_TEST(p[b].value == 1.5);
}
