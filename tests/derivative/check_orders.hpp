// SPDX-License-Identifier: BSL-1.0
#pragma once
// An expression of one parameter at a point: its value and first two derivatives, by each of the ways that lead to them.
#include <symdiff/symdiff.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>
#include <limits>
#include <vector>

namespace orders {

inline constexpr auto x = symdiff::parameter<"x">;
inline constexpr auto t = symdiff::input<"t">;

inline void compare(const char* way, int order, double found, double expected) {
  const bool is_close = found == expected || std::abs(found - expected) <= 1e-15 * std::abs(expected);
  BOOST_TEST(is_close, "the derivative of order " << order << " " << way << " is " << found << ", expected " << expected);
}

template <class E>
void check(const E& e, double at, const std::array<double, 3>& expected) {
  using namespace symdiff;
  BOOST_TEST_CONTEXT("at x = " << at) {
    const auto found = evaluate(stack(e, diff(e, x), diff<2>(e, x)), x = at);
    for (int order = 0; order < 3; ++order) compare("by diff", order, found[order], expected[order]);
  }
}

template <class E>
void check_every_way(const E& e, double at, const std::array<double, 3>& expected) {
  using namespace symdiff;
  check(e, at, expected);
  BOOST_TEST_CONTEXT("at x = " << at) {
    const auto r = value_and_gradient(e, x = at);
    compare("by value_and_gradient", 0, r.value, expected[0]);
    compare("by value_and_gradient", 1, r.gradient[x], expected[1]);
    compare("by hessian", 2, hessian(e, x = at)(x, x), expected[2]);
    compare("forward", 1, evaluate(diff(stack(e, x * x), x), x = at)[0], expected[1]);
    const std::vector<double> samples(5, at);  // with one lane at least that is alone
    std::array<std::vector<double>, 3> columns{samples, samples, samples};
    evaluate_each(substitute(stack(e, diff(e, x), diff<2>(e, x)).vector(), x = t),
                  into(columns[0], columns[1], columns[2]), t = samples);
    for (int order = 0; order < 3; ++order)
      for (const double lane : columns[order]) compare("in packs", order, lane, expected[order]);
  }
}

}  // namespace orders
