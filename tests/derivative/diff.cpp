// SPDX-License-Identifier: BSL-1.0
// Symbolic derivatives: what they are, to the node.
#include <symdiff/symdiff.hpp>

namespace {

using namespace symdiff;

constexpr auto a = parameter<"a">;
constexpr auto x = parameter<"x">;
constexpr auto t = input<"t">;

static_assert(same(diff(square(a), a), 2_c * a));
static_assert(same(diff(x * x * x, x), x * x + 2_c * x * x));
static_assert(same(diff(sin(x) * exp(x), x), cos(x) * exp(x) + sin(x) * exp(x)));
static_assert(same(diff(log(x), x), 1_c / x));
static_assert(same(diff(a * t, t), a));
static_assert(same(diff(a * t, x), 0_c));

// Any order, and mixed.
static_assert(same(diff<0>(exp(x), x), exp(x)));
static_assert(same(diff<2>(pow(x, 4_c), x), 12_c * square(x)));
static_assert(same(diff<4>(sin(x), x), sin(x)));
static_assert(same(diff<5>(pow(x, 4_c), x), 0_c));
static_assert(same(diff(x * x * a, x, a), 2_c * x));

// A constant exponent multiplies; the derivative in x alone takes no logarithm.
static_assert(same(diff(pow(x, 3_c), x), 3_c * square(x)));
static_assert(cost(diff(pow(x, 2.5_c), x)).function_calls == 1);

// The branch of a choice.
static_assert(same(diff(where(x < a, x * x, a), x), where(x < a, 2_c * x, 0_c)));

// Means over the samples are linear.
static_assert(same(diff(sample_mean(a * t), a), sample_mean(t)));

// Plain numbers are carried along, and compared.
constexpr auto scaled = 0.5 * square(x);
static_assert(same(diff(scaled, x), diff(scaled, x)));
static_assert(diff(scaled, x)(x = 3.0) == 3.0);
static_assert(!same(0.5 * x, 0.25 * x));

}  // namespace
