// SPDX-License-Identifier: BSL-1.0
// Gradients by plans over numbers of 50 digits.
#include "check_plan.hpp"

#include <boost/multiprecision/cpp_bin_float.hpp>

using namespace symdiff;

namespace {

using wide = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<50>, boost::multiprecision::et_off>;

constexpr auto W = parameter<"W", 3, 5>;
constexpr auto x = input<"x", 5>;
constexpr auto t = input<"t">;
constexpr auto regularised = sample_mean(square(norm(matmul(W, x)) / pi - t)) + max(W);
constexpr int samples = 5;

}  // namespace

// The derivative of each number against differences.
BOOST_AUTO_TEST_CASE(differences_in_fifty_digits) {
  auto at = random_numbers<wide>(15);
  const auto data = random_numbers<wide>(5 * samples);
  const auto targets = random_numbers<wide>(samples);
  const auto g = gradient(regularised, W = at, x = data, t = targets);
  const wide h("1e-15");
  for (int i = 0; i < 15; ++i) {
    at[i] += h;
    const wide above = evaluate(regularised, W = at, x = data, t = targets);
    at[i] -= 2 * h;
    const wide slope = (above - evaluate(regularised, W = at, x = data, t = targets)) / (2 * h);
    at[i] += h;
    BOOST_TEST(abs(g[W].data()[i] - slope) < wide("1e-28"));
  }
}
