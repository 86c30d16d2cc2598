// SPDX-License-Identifier: BSL-1.0
// The counts, by the compiler.
#include <symdiff/notation/symbols.hpp>
#include <symdiff/notation/trace.hpp>
#include <symdiff/print/cost.hpp>

#include <boost/test/unit_test.hpp>

using namespace symdiff;

namespace {

constexpr auto a = parameter<"a">;
constexpr auto b = parameter<"b">;
constexpr auto c = parameter<"c">;
constexpr auto x = parameter<"x">;
constexpr auto t = input<"t">;
constexpr auto height = input<"height">;

static_assert(cost(x) == operation_counts{.nodes = 1});
static_assert(cost(square(x)) == operation_counts{.multiplications = 1, .nodes = 2});
static_assert(cost(x * x) == cost(square(x)));
static_assert(cost(a * square(t) + b * t + c) ==
              operation_counts{.additions = 2, .multiplications = 3, .nodes = 9});
static_assert(cost((a - b) / -c) == operation_counts{.additions = 1, .divisions = 1, .nodes = 6});

// A shared subexpression is computed once; an integer power is a few products.
static_assert(cost(sin(a * b) + cos(a * b)) ==
              operation_counts{.additions = 1, .multiplications = 1, .function_calls = 2, .nodes = 6});
static_assert(cost(pow(x, 5_c)).multiplications == 3);
static_assert(cost(pow(x, 5_c)).function_calls == 0);
static_assert(cost(pow(x, -3_c)) == operation_counts{.multiplications = 2, .divisions = 1, .nodes = 5});
static_assert(cost(pow(x, 2.5_c)).function_calls == 1);
static_assert(cost(where((a < b) && (b < c), a, b)) == operation_counts{.nodes = 7});

// For one sample: 2 products and sums, the square, and the sum and division of the mean.
static_assert(cost(sample_mean(square(a * t + b - height))) ==
              operation_counts{.additions = 3, .multiplications = 2, .divisions = 1, .nodes = 9});

// The value, and 2 x as its derivative.
static_assert(gradient_cost(square(x)) == operation_counts{.multiplications = 2, .nodes = 4});
static_assert(gradient_cost(a * t).multiplications == 1);  // the derivative is t itself

constexpr auto chain = trace<"x", "p">([](auto u, auto p) {
  for (int i = 0; i < 20; ++i) u = sin(u) * u + exp(-u * u) / (1 + u * u) + p;
  return u;
});
static_assert(cost(chain).function_calls == 40);
static_assert(cost(chain).divisions == 20);
static_assert(gradient_cost(chain).function_calls == 60);  // a cosine each, nothing twice

}  // namespace

BOOST_AUTO_TEST_CASE(at_run_time_too) {
  const auto counts = gradient_cost(0.5 * a * t + b);
  BOOST_TEST(counts.multiplications <= 3);
  BOOST_TEST(counts.function_calls == 0);
}
