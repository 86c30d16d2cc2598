// SPDX-License-Identifier: BSL-1.0
// Nothing is allocated by values, derivatives and steps: counted for each of them, over numbers, samples, vectors that
// are unrolled, and matrices that run in loops. What a plain optimizer allocates once is counted in vectors.cpp.
#include <symdiff/data/dataset.hpp>
#include <symdiff/derivative.hpp>
#include <symdiff/evaluate/evaluate_each.hpp>
#include <symdiff/functions/losses.hpp>
#include <symdiff/notation.hpp>
#include <symdiff/optimize.hpp>
#include <symdiff/shape.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <vector>

#include "../count_allocations.hpp"

using namespace symdiff;

namespace {

constexpr auto a = parameter<"a">;
constexpr auto b = parameter<"b">;
constexpr auto v = parameter<"v", 3>;
constexpr auto W = parameter<"W", 40, 30>;
constexpr auto t = input<"t">;
constexpr auto y = input<"y">;
constexpr auto x = input<"x", 30>;
constexpr auto wave = sin(a * b) * exp(a) / (1_c + square(b));
constexpr auto fit = mse(a * t + b, y);
constexpr auto network = sample_mean(square(sum(tanh(matmul(W, x))) - y));

/// How often something allocates.
template <class F>
std::size_t count_of(const F& f) {
  const std::size_t before = allocations;
  f();
  return allocations - before;
}

double kept = 0;  // no call is left out because nobody looks at its value

struct samples {
  std::vector<double> times = std::vector<double>(101, 0.5), heights = std::vector<double>(101, 1.5),
                      images = std::vector<double>(3030, 0.25);
};

}  // namespace

BOOST_AUTO_TEST_CASE(the_count_counts) {
  BOOST_TEST(count_of([] { kept += std::vector<double>(3, 1.0)[0]; }) == 1u);
}

BOOST_AUTO_TEST_CASE(values_and_derivatives_of_numbers) {
  const parameters p{a = 0.3, b = 0.7};
  BOOST_TEST(count_of([&] { kept += wave(a = 0.3, b = 0.7) + wave(p); }) == 0u);
  BOOST_TEST(count_of([&] { kept += gradient(wave, p)[a]; }) == 0u);
  BOOST_TEST(count_of([&] { kept += value_and_gradient(wave, p).value; }) == 0u);
  BOOST_TEST(count_of([&] { kept += hessian(wave, p)(a, b); }) == 0u);
  BOOST_TEST(count_of([&] { kept += diff(wave, a, b)(p); }) == 0u);
  const std::array<double, 3> at{1, 2, 3};
  BOOST_TEST(count_of([&] { kept += gradient(sum(exp(v)) * norm(v), v = at)[v][1]; }) == 0u);
}

BOOST_AUTO_TEST_CASE(values_and_gradients_over_samples) {
  const samples s;
  const dataset data{t = s.times, y = s.heights};
  const parameters p{a = 0.3, b = 0.7};
  std::vector<double> each(s.times.size());
  BOOST_TEST(count_of([&] { kept += fit(p, data); }) == 0u);
  BOOST_TEST(count_of([&] { kept += gradient(fit, p, data)[a]; }) == 0u);
  BOOST_TEST(count_of([&] { evaluate_each(a * t + b, into(each), p, data); }) == 0u);
}

BOOST_AUTO_TEST_CASE(matrices_with_a_workspace) {
  const samples s;
  const dataset data{x = s.images, y = s.heights};
  const parameters p{W = std::vector<double>(1200, 0.01)};
  workspace<network> room;
  BOOST_TEST(count_of([&] { kept += network(p, data, room); }) == 0u);
  BOOST_TEST(count_of([&] { kept += value_and_gradient(network, p, data, room).value; }) == 0u);
}

BOOST_AUTO_TEST_CASE(steps_of_every_optimizer) {
  const samples s;
  const dataset data{t = s.times, y = s.heights};
  parameters p{a = 0.3, b = 0.7};
  const auto check = [&](auto optimizer) {
    bound_optimizer bound{optimizer, p};
    for (int step = 0; step < 2; ++step) {
      BOOST_TEST(count_of([&] { kept += optimizer.step(fit, p, data); }) == 0u);
      BOOST_TEST(count_of([&] { kept += bound.step(fit, p, data); }) == 0u);
    }
  };
  check(gradient_descent{});
  check(momentum{});
  check(nesterov{});
  check(adagrad{});
  check(rmsprop{});
  check(adam{});
  check(adamw{});
}

BOOST_AUTO_TEST_CASE(steps_of_matrices) {
  const samples s;
  const dataset data{x = s.images, y = s.heights};
  parameters p{W = std::vector<double>(1200, 0.01)};
  bound_optimizer optimizer{adam{.learning_rate = 0.01}, p};
  workspace<network> room;
  BOOST_TEST(count_of([&] { kept += optimizer.step(network, p, data, room); }) == 0u);
}

BOOST_AUTO_TEST_CASE(epochs_after_the_first) {
  const samples s;
  const dataset data{t = s.times, y = s.heights};
  const auto run = [&](int epochs) {
    return count_of([&] {
      parameters p{a = 0.3, b = 0.7};
      minimize(fit, p, data, adam{.learning_rate = 0.01}, {.epochs = epochs, .batch_size = 20});
    });
  };
  // What minimize allocates is what it returns: the history, which grows by doubling.
  BOOST_TEST(run(64) - run(32) <= 2u);
}
