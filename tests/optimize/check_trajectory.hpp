// SPDX-License-Identifier: BSL-1.0
#pragma once
// Compares an optimizer with a plain loop in double, and counts what its steps allocate.
#include <symdiff/data/dataset.hpp>
#include <symdiff/functions/losses.hpp>
#include <symdiff/notation/symbols.hpp>
#include <symdiff/optimize/bound_optimizer.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "../count_allocations.hpp"
#include "../message_of.hpp"

namespace line {

constexpr auto a = symdiff::parameter<"a">;
constexpr auto b = symdiff::parameter<"b">;
constexpr auto t = symdiff::input<"t">;
constexpr auto y = symdiff::input<"y">;
constexpr auto loss = symdiff::mse(a * t + b, y);

inline const std::array<double, 5> times{0, 1, 2, 3, 4};
inline const std::array<double, 5> heights{1.5, 2.5, 5, 7.25, 9};

/// The loss above and its derivatives, by hand.
inline double by_hand(const double (&x)[2], double (&derivative)[2]) {
  double value = 0;
  derivative[0] = derivative[1] = 0;
  for (std::size_t i = 0; i < 5; ++i) {
    const double residual = x[0] * times[i] + x[1] - heights[i];
    value += residual * residual / 5;
    derivative[0] += 2 * residual * times[i] / 5;
    derivative[1] += 2 * residual / 5;
  }
  return value;
}

/// 60 steps beside a plain loop. `rule(x, g, kept, step)` moves one number x by its derivative g; the two numbers of
/// `kept` begin as 0, steps count from 1.
template <class Optimizer, class Rule>
void check_trajectory(Optimizer optimizer, const Rule& rule) {
  symdiff::parameters p{a = 0.5, b = -1.0};
  auto q = p;
  symdiff::bound_optimizer bound{optimizer, q};
  const symdiff::dataset data{t = times, y = heights};
  double x[2]{0.5, -1}, kept[2][2]{};
  double worst = 0;
  const auto compare = [&worst](double came, double expected) {
    const double error = std::abs(came - expected) / std::max(1.0, std::abs(expected));
    if (!(error <= worst)) worst = error;
  };
  for (int step = 1; step <= 60; ++step) {
    double derivative[2];
    const double expected = by_hand(x, derivative);
    for (int k = 0; k < 2; ++k) rule(x[k], derivative[k], kept[k], step);
    const std::size_t allocated = allocations;
    const double came = optimizer.step(loss, p, data);
    const double came_bound = bound.step(loss, q, data);
    const std::size_t in_step = allocations - allocated;
    BOOST_REQUIRE(in_step == 0);
    BOOST_REQUIRE(came_bound == came);
    BOOST_REQUIRE(q[a] == p[a]);
    BOOST_REQUIRE(q[b] == p[b]);
    compare(came, expected);
    compare(p[a], x[0]);
    compare(p[b], x[1]);
  }
  BOOST_TEST(worst < 1e-12);
  BOOST_TEST(x[0] != 0.5);
  BOOST_TEST(bound.state.steps == 60);
}

/// Checks that a setting is refused by the first step with these words, and that nothing moves.
template <class Optimizer>
void check_refusal(Optimizer optimizer, const std::string& words) {
  symdiff::parameters p{a = 0.5, b = -1.0};
  const std::string said = message_of([&] { optimizer.step(square(a) + b, p); });
  BOOST_TEST(said == words);
  BOOST_TEST(p[a] == 0.5);
  BOOST_TEST(p[b] == -1);
}

}  // namespace line
