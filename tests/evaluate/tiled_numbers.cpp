// SPDX-License-Identifier: BSL-1.0
// Plans over other types of numbers, and numbers of other types bound to them.
#include "check_plan.hpp"

#include <span>

using namespace symdiff;

namespace {

constexpr auto W = parameter<"W", 3, 5>;
constexpr auto x = input<"x", 5>;
constexpr auto label = input<"label">;
constexpr auto loss = softmax_cross_entropy(matmul(W, x) / pi, label);
constexpr auto regularised = loss + 0.25 * sum(square(W)) * max(W);
constexpr int samples = 67;

const auto at_W = random_numbers(15), rows = random_numbers(5 * samples);
const std::vector<int> labels = [] {
  std::vector<int> all(samples);
  for (int i = 0; i < samples; ++i) all[i] = i * 7 % 3;
  return all;
}();

template <class T>
std::vector<T> as(const auto& numbers) {
  return std::vector<T>(numbers.begin(), numbers.end());
}

template <class T>
void check_type(double tolerance) {
  const auto r = value_and_gradient(regularised, W = as<T>(at_W), x = as<T>(rows), label = labels);
  const auto expected = value_and_gradient(regularised, W = at_W, x = rows, label = labels);
  static_assert(std::same_as<decltype(r.value), T> && std::same_as<std::remove_cvref_t<decltype(r.gradient[W](0, 0))>, T>);
  const auto close = [&](const T& came, double number) { return std::abs(static_cast<double>(came) - number) < tolerance; };
  BOOST_TEST(close(r.value, expected.value));
  for (int i = 0; i < 15; ++i) BOOST_TEST(close(r.gradient[W].data()[i], expected.gradient[W].data()[i]));
}

}  // namespace

BOOST_AUTO_TEST_CASE(float_and_long_double) {
  check_type<float>(2e-5);
  check_type<long double>(1e-14);
}

BOOST_AUTO_TEST_CASE(pixels_and_whatever_holds_numbers) {
  std::vector<unsigned char> pixels(5 * samples);
  for (std::size_t i = 0; i < pixels.size(); ++i) pixels[i] = static_cast<unsigned char>(i * 7919 % 256);
  const auto as_double = as<double>(pixels);
  const auto as_float = as<float>(pixels);
  double parameters[15];
  std::copy(at_W.begin(), at_W.end(), parameters);
  constexpr auto of_pixels = softmax_cross_entropy(matmul(W, x / 255_c), label);
  const auto expected = gradient(of_pixels, W = at_W, x = as_double, label = as<double>(labels))[W];
  const auto check = [&](const auto& g) {
    for (int i = 0; i < 15; ++i) BOOST_TEST(g[W].data()[i] == expected.data()[i]);
  };
  check(gradient(of_pixels, W = parameters, x = pixels, label = labels));
  check(gradient(of_pixels, W = std::span(at_W), x = as_float, label = std::span(labels)));
  const auto in_float = gradient(of_pixels, W = as<float>(at_W), x = pixels, label = labels)[W];
  for (int i = 0; i < 15; ++i) BOOST_TEST(std::abs(in_float.data()[i] - expected.data()[i]) < 1e-5);
}
