// SPDX-License-Identifier: BSL-1.0
#pragma once
// Gradients by vectors and matrices against central differences in 50 digits.
#include <symdiff/derivative/gradient.hpp>
#include <symdiff/notation.hpp>
#include <symdiff/shape.hpp>

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

using wide = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<50>, boost::multiprecision::et_off>;

template <std::size_t Size>
std::array<double, Size> random_numbers(std::mt19937& random) {
  std::array<double, Size> x;
  for (double& number : x) number = std::uniform_real_distribution(-2.0, 2.0)(random);
  return x;
}

template <class E, class W, std::size_t Size>
[[gnu::noinline]] wide value_in_digits(const E& e, const W& w, const std::array<wide, Size>& x) {
  return evaluate(e, w = x);
}

/// The expression of one symbol `w`, at random points: value and gradient in double against 50 digits, to `digits` ulps.
template <class E, class W>
void check_gradient(const E& e, const W& w, double ulps = 64) {
  constexpr int size = W::graph.result.size();
  constexpr double epsilon = 0x1p-52;
  std::mt19937 random(17);
  for (int n = 0; n < 4; ++n) {
    const auto at = random_numbers<size>(random);
    const auto r = value_and_gradient(e, w = at);
    std::array<wide, size> x;
    std::copy(at.begin(), at.end(), x.begin());
    const wide value = value_in_digits(e, w, x);
    BOOST_TEST(std::abs(r.value - static_cast<double>(value)) <= ulps * epsilon * std::max(1.0, std::abs(r.value)));
    const wide h("1e-15");
    for (int i = 0; i < size; ++i) {
      x[i] += h;
      const wide above = value_in_digits(e, w, x);
      x[i] -= 2 * h;
      const wide slope = (above - value_in_digits(e, w, x)) / (2 * h);
      x[i] += h;
      const double derivative = r.gradient[w].data()[i];
      BOOST_TEST(std::abs(derivative - static_cast<double>(slope)) <= ulps * epsilon * std::max(1.0, std::abs(derivative)));
    }
  }
}
