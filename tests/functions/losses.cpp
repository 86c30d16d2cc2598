// SPDX-License-Identifier: BSL-1.0
// Losses against plain loops.
#include <symdiff/derivative/diff.hpp>
#include <symdiff/derivative/gradient.hpp>
#include <symdiff/functions/losses.hpp>
#include <symdiff/notation/symbols.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>

using namespace symdiff;

namespace {

constexpr auto a = parameter<"a">;
constexpr auto b = parameter<"b">;
constexpr auto delta = parameter<"delta">;
constexpr auto t = input<"t">;
constexpr auto y = input<"y">;
constexpr auto prediction = a * t + b;

static_assert(same(mse(prediction, y), sample_mean(square(a * t + b - y))));
static_assert(same(mae(prediction, y), sample_mean(abs(a * t + b - y))));
static_assert(same(diff(binary_cross_entropy(a * t, y), a), sample_mean(t * (sigmoid(a * t) - y))));
static_assert(evaluate(mse(a, 3.0), a = 5.0) == 4);

constexpr int n = 7;
constexpr std::array<double, n> times{-3, -1.5, -0.25, 0, 0.5, 2, 4};
constexpr std::array<double, n> targets{1, -2, 0.3, 0.75, 5, -6, 2.5};
constexpr std::array<double, n> labels{0, 0, 1, 0, 1, 1, 1};
constexpr double slope = 0.7, offset = -0.4;

/// The mean over the samples of f(r, label, time), r being the residual.
template <class F>
double mean(const F& f) {
  double sum = 0;
  for (int i = 0; i < n; ++i) sum += f(slope * times[i] + offset - targets[i], times[i], labels[i]);
  return sum / n;
}

template <class Loss>
auto at_point(const Loss& loss) {
  return value_and_gradient(loss, a = slope, b = offset, t = times, y = targets);
}

const boost::test_tools::fpc::percent_tolerance_t<double> tight{1e-10};  // in percent: 1e-12

}  // namespace

BOOST_AUTO_TEST_SUITE(losses, *boost::unit_test::tolerance(tight))

BOOST_AUTO_TEST_CASE(mean_squared_error) {
  const auto r = at_point(mse(prediction, y));
  BOOST_TEST(r.value == mean([](double e, double, double) { return e * e; }));
  BOOST_TEST(r.gradient[a] == mean([](double e, double time, double) { return 2 * e * time; }));
  BOOST_TEST(r.gradient[b] == mean([](double e, double, double) { return 2 * e; }));
}

BOOST_AUTO_TEST_CASE(mean_absolute_error) {
  const auto r = at_point(mae(prediction, y));
  BOOST_TEST(r.value == mean([](double e, double, double) { return std::fabs(e); }));
  BOOST_TEST(r.gradient[a] == mean([](double e, double time, double) { return e > 0 ? time : -time; }));
  BOOST_TEST(r.gradient[b] == mean([](double e, double, double) { return e > 0 ? 1.0 : -1.0; }));
}

BOOST_AUTO_TEST_CASE(huber_with_a_number) {
  const double d = 1.5;
  const auto r = at_point(huber(prediction, y, d));
  const auto loss = [&](double e, double, double) {
    return std::fabs(e) <= d ? 0.5 * e * e : d * (std::fabs(e) - 0.5 * d);
  };
  const auto cut = [&](double e) { return std::fmin(std::fmax(e, -d), d); };
  BOOST_TEST(r.value == mean(loss));
  BOOST_TEST(r.gradient[a] == mean([&](double e, double time, double) { return cut(e) * time; }));
  BOOST_TEST(r.gradient[b] == mean([&](double e, double, double) { return cut(e); }));
}

BOOST_AUTO_TEST_CASE(huber_by_its_delta) {
  const double d = 1.5;
  const auto g = gradient(huber(prediction, y, delta), a = slope, b = offset, delta = d, t = times, y = targets);
  BOOST_TEST(g[delta] == mean([&](double e, double, double) { return std::fabs(e) <= d ? 0 : std::fabs(e) - d; }));
}

BOOST_AUTO_TEST_CASE(cross_entropy) {
  const auto loss = binary_cross_entropy(a * t + b, y);
  const auto r = value_and_gradient(loss, a = slope, b = offset, t = times, y = labels);
  double value = 0, by_a = 0, by_b = 0;
  for (int i = 0; i < n; ++i) {
    const long double z = slope * times[i] + offset;
    const long double p = 1 / (1 + std::exp(-z));
    value -= static_cast<double>(labels[i] == 1 ? std::log(p) : std::log(1 - p)) / n;
    by_a += static_cast<double>((p - labels[i]) * times[i]) / n;
    by_b += static_cast<double>(p - labels[i]) / n;
  }
  BOOST_TEST(r.value == value);
  BOOST_TEST(r.gradient[a] == by_a);
  BOOST_TEST(r.gradient[b] == by_b);
}

BOOST_AUTO_TEST_CASE(cross_entropy_of_logits_that_saturate) {
  const auto loss = binary_cross_entropy(a, y);
  BOOST_TEST(evaluate(loss, a = 1000.0, y = 1.0) == 0);
  BOOST_TEST(evaluate(loss, a = 1000.0, y = 0.0) == 1000);
  BOOST_TEST(evaluate(loss, a = -1000.0, y = 1.0) == 1000);
  BOOST_TEST(evaluate(loss, a = -1000.0, y = 0.0) == 0);
  BOOST_TEST(gradient(loss, a = -1000.0, y = 1.0)[a] == -1);
  BOOST_TEST(gradient(loss, a = 0.0, y = 1.0)[a] == -0.5);
}

BOOST_AUTO_TEST_SUITE_END()
