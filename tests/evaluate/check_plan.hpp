// SPDX-License-Identifier: BSL-1.0
#pragma once
// Values and gradients by plans of loops and products against the same expressions unrolled into scalars, in
// long double; tests/shape compares these with 50 digits.
#include "always_plans.hpp"

#include <symdiff/derivative/hessian.hpp>
#include <symdiff/functions/all.hpp>
#include <symdiff/functions/losses.hpp>
#include <symdiff/notation.hpp>
#include <symdiff/shape.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

/// Numbers between -2 and 2.
template <class T = double>
std::vector<T> random_numbers(std::size_t count, unsigned seed = 1) {
  std::mt19937 random(seed + 1000 * static_cast<unsigned>(count));
  std::vector<T> x(count);
  for (T& number : x) number = static_cast<T>(std::uniform_real_distribution(-2.0, 2.0)(random));
  return x;
}

template <class E>
using planned_gradient = symdiff::detail::gradient_source<E, typename symdiff::detail::parameters_of<E>::type>;
template <class E>
struct unrolled_gradient : symdiff::detail::written_out<planned_gradient<E>> {
  static_assert(symdiff::detail::is_plan<std::remove_cvref_t<decltype(planned_gradient<E>::program)>>);
  template <class T>
  using result = typename planned_gradient<E>::template result<T>;
};

/// The same value in long double.
template <symdiff::detail::symbol_id Symbol, class V>
auto widened(const symdiff::binding<Symbol, V>& b) {
  if constexpr (requires { b.value.data(); }) {
    std::vector<long double> wide(b.value.data(), b.value.data() + b.value.size());
    return symdiff::binding<Symbol, std::vector<long double>>{std::move(wide)};
  } else {
    return symdiff::binding<Symbol, long double>{b.value};
  }
}

/// Numbers against others, to `ulps` units in the last place of the largest.
template <class T>
void check_numbers(const T* came, const long double* expected, std::size_t count, double ulps) {
  long double largest = 1;
  for (std::size_t i = 0; i < count; ++i)
    if (std::isfinite(expected[i])) largest = std::max(largest, std::abs(expected[i]));
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const bool same = came[i] == expected[i] || (came[i] != came[i] && expected[i] != expected[i]);
    if (same || std::abs(came[i] - expected[i]) <= ulps * static_cast<long double>(std::numeric_limits<T>::epsilon()) * largest)
      continue;
    if (wrong++ < 3) BOOST_TEST(came[i] == expected[i], "number " << i << ": " << came[i] << ", expected " << expected[i]);
  }
  BOOST_TEST(wrong == 0U);
}
template <class Came, class Expected>
void check_numbers(const Came& came, const Expected& expected, double ulps = 256) {
  if constexpr (requires { came.data(); }) check_numbers(came.data(), expected.data(), expected.size(), ulps);
  else check_numbers(&came, &expected, 1, ulps);
}

/// The value and gradient of an expression with the arguments, in their type against long double.
template <class E, class... Arguments>
void check_plan(const E& e, const Arguments&... arguments) {
  const auto came = symdiff::value_and_gradient(e, arguments...);
  const auto expected = symdiff::detail::value_and_gradient_by<unrolled_gradient<E>>(e, widened(arguments)...);
  BOOST_TEST_CONTEXT("the value") { check_numbers(came.value, expected.value); }
  [&]<symdiff::detail::symbol_id... Symbols>(symdiff::detail::symbol_list<Symbols...>) {
    const auto check = [&](const auto& symbol, const char* name) {
      BOOST_TEST_CONTEXT("the derivative by " << name) { check_numbers(came.gradient[symbol], expected.gradient[symbol]); }
    };
    (check(symdiff::detail::symbol_of<Symbols>, Symbols.name.text), ...);
  }(typename symdiff::detail::parameters_of<E>::type{});
}
