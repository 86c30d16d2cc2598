// SPDX-License-Identifier: BSL-1.0
// Where a formula and its derivatives are finite: asked of the compiler, in words, and at values.
#include <symdiff/symdiff.hpp>

#include <iostream>

using namespace symdiff;

constexpr auto x = parameter<"x">;
constexpr auto sigma = parameter<"sigma">;
constexpr auto likelihood = -0.5_c * square(x / sigma) - log(sigma);

static_assert(domain(likelihood, sigma.in(0_c)).holds_for_derivatives);
static_assert(words(domain(x - log(sigma))) == "sigma > 0 because of log(sigma) in x - log(sigma)");
static_assert(domain(where(x == 0_c, 1_c, sin(x) / x)).holds_for_derivatives);

int main() {
  std::cout << domain(sigma * sqrt(1_c - x)) << '\n';
  std::cout << check_domain(likelihood, x = 1.0, sigma = -2.0).value << '\n';
}
