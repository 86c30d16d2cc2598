// SPDX-License-Identifier: BSL-1.0
#include <symdiff/data/dataset.hpp>
#include <symdiff/derivative/gradient.hpp>
#include <symdiff/notation/symbols.hpp>
#include <symdiff/optimize/parameters.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>
#include <concepts>
#include <limits>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "../message_of.hpp"

using namespace symdiff;

namespace {

constexpr auto a = parameter<"a">;
constexpr auto b = parameter<"b">;
constexpr auto t = input<"t">;
constexpr auto speed = input<"speed">;
constexpr auto weight = input<"weight">;
constexpr auto loss = sample_mean(weight * square(a * t + exp(b * t) - speed));

const std::vector<double> times{0, 0.5, 1, 1.5, 2};
const std::array<double, 5> speeds{1, 1.5, 2.25, 4, 7};
const double weights[]{1, 2, 1, 2, 0.5};

constexpr double ones[]{1, 1, 1};
constexpr std::array<double, 3> numbers{1, 2, 6};
static_assert(evaluate(sample_mean(a * t - speed), a = 2, t = numbers, speed = ones) == 5);
static_assert(dataset{t = numbers, speed = ones}.size() == 3);
static_assert(evaluate(sample_mean(a * t - speed), parameters{a = 2}, dataset{t = numbers, speed = ones}) == 5);

}  // namespace

BOOST_AUTO_TEST_CASE(columns_of_any_container) {
  std::vector<double> changing(times);
  const dataset data{t = changing, speed = std::span(speeds), weight = weights};
  BOOST_TEST(data.size() == 5u);
  BOOST_TEST(data[t].data() == changing.data());
  BOOST_TEST(data[speed].data() == speeds.data());
  BOOST_TEST(data[weight].data() == weights);
  static_assert(std::same_as<decltype(data[t]), std::span<const double>>);
  changing[1] = 3;
  BOOST_TEST(data[t][1] == 3);
}

BOOST_AUTO_TEST_CASE(one_type_for_all_containers) {
  dataset data{t = times, speed = speeds};
  static_assert(std::same_as<decltype(data), decltype(dataset{t = speeds, speed = weights})>);
  const dataset copy{data};
  static_assert(std::same_as<decltype(copy), const decltype(data)>);
  BOOST_TEST(copy.size() == 5u);
  const dataset single{t = times};
  const dataset single_copy{single};
  static_assert(std::same_as<decltype(single_copy), decltype(single)>);
}

BOOST_AUTO_TEST_CASE(value_and_gradient_as_a_plain_loop, *boost::unit_test::tolerance(1e-12)) {
  const parameters p{a = 0.3, b = 0.8};
  const dataset data{t = times, speed = speeds, weight = weights};
  double value = 0, by_a = 0, by_b = 0;
  for (std::size_t i = 0; i < 5; ++i) {
    const double e = std::exp(0.8 * times[i]), r = 0.3 * times[i] + e - speeds[i];
    value += weights[i] * r * r / 5;
    by_a += 2 * weights[i] * r * times[i] / 5;
    by_b += 2 * weights[i] * r * e * times[i] / 5;
  }
  const auto r = value_and_gradient(loss, p, data);
  BOOST_TEST(r.value == value);
  BOOST_TEST(r.gradient[a] == by_a);
  BOOST_TEST(r.gradient[b] == by_b);
  BOOST_TEST(evaluate(loss, p, data) == value);
  BOOST_TEST(gradient(loss, p, data)[b] == by_b);
  BOOST_TEST(gradient(loss, data, p)[b] == by_b);
  BOOST_TEST(gradient(loss, wrt(b), a = 0.3, b = 0.8, data)[b] == by_b);
  BOOST_TEST(gradient(loss, p, t = times, speed = speeds, weight = weights)[a] == by_a);
}

BOOST_AUTO_TEST_CASE(a_column_may_be_left_unused) {
  const dataset data{t = times, speed = speeds, weight = weights};
  BOOST_TEST(evaluate(sample_sum(t), data) == 5);
}

BOOST_AUTO_TEST_CASE(columns_of_other_numbers) {
  const std::vector<float> coarse{0, 0.5F, 1};
  const std::array<int, 3> whole{1, 2, 3};
  const dataset data{t = coarse, speed = whole};
  constexpr auto error = sample_mean(square(a * t - speed));
  static_assert(std::same_as<decltype(evaluate(error, parameters{a = 2.0F}, data)), float>);
  static_assert(std::same_as<decltype(evaluate(error, parameters{a = 2.0}, data)), double>);
  BOOST_TEST(evaluate(error, a = 2.0F, data) == 1);
}

BOOST_AUTO_TEST_CASE(unequal_columns_are_refused_by_name) {
  const std::vector<double> short_column{1, 2, 3};
  const std::string said = message_of([&] { dataset{t = times, weight = weights, speed = short_column}; });
  BOOST_TEST_CONTEXT(said) {
    BOOST_TEST(said.find("'speed'") != std::string::npos);
    BOOST_TEST(said.find("has 3 samples") != std::string::npos);
    BOOST_TEST(said.find("have 5") != std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(columns_without_samples_are_refused_by_name) {
  const std::vector<double> none;
  const std::string said = message_of([&] { dataset{speed = none, weight = none}; });
  BOOST_TEST_CONTEXT(said) {
    BOOST_TEST(said.find("'speed'") != std::string::npos);
    BOOST_TEST(said.find("0 samples") != std::string::npos);
    BOOST_TEST(said.find("at least 1") != std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(numbers_that_are_not_finite_are_found) {
  std::vector<double> column(times);
  const std::array<int, 5> whole{};
  const dataset data{weight = whole, speed = column, t = times};
  BOOST_TEST(!first_not_finite(data));
  BOOST_TEST(to_string(first_not_finite(data)) == "all numbers are finite");
  require_finite(data);
  column[4] = -std::numeric_limits<double>::infinity();
  BOOST_TEST(to_string(first_not_finite(data)) == "the column of 'speed' holds -inf at sample 4");
  column[3] = std::numeric_limits<double>::quiet_NaN();
  BOOST_TEST(first_not_finite(data).sample == 3u);
  BOOST_TEST(message_of([&] { require_finite(data); }) == "dataset: the column of 'speed' holds nan at sample 3");
}
