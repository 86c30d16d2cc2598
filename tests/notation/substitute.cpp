// SPDX-License-Identifier: BSL-1.0
#include <symdiff/symdiff.hpp>

using namespace symdiff;

namespace {

constexpr auto a = parameter<"a">;
constexpr auto b = parameter<"b">;
constexpr auto c = parameter<"c">;
constexpr auto t = input<"t">;

// One symbol, several, and those that are not there.
static_assert(same(substitute(sin(a) * b, a = b * b), sin(square(b)) * b));
static_assert(same(substitute(a + b, a = 2_c, b = t), 2_c + t));
static_assert(same(substitute(a, b = c), a) && same(substitute(a, a = b), b));

// All at once, so symbols can be exchanged.
static_assert(same(substitute(a - 2_c * b, a = b, b = a), b - 2_c * a));
static_assert(same(substitute(pow(a, b) / c, a = b, b = c, c = a), pow(b, c) / a));
static_assert(same(substitute(a, a = a + 1_c), a + 1_c));
static_assert(same(substitute(substitute(a - b, a = b, b = a), a = b, b = a), a - b));

// A parameter is not an input of the same name.
static_assert(same(substitute(parameter<"t"> + t, t = a), parameter<"t"> + a));

// Identities apply to the result.
static_assert(same(substitute(a * b + c, b = 0_c), c) && same(substitute(a / b, b = a), 1_c));
static_assert(same(substitute(where(a < b, a, b), a = 1_c, b = 2_c), 1_c));

// Conditions and reductions.
static_assert(same(substitute(a < b, a = b * c), b * c < b));
static_assert(same(substitute(sample_mean(a * t), a = square(b)), sample_mean(square(b) * t)));

// Plain numbers stay plain numbers.
static_assert(evaluate(substitute(a * b, a = 2.0), b = 3.0) == 6);
static_assert(evaluate(substitute(2.0 * a + b, a = 3.0 * b, b = 5.0 * c), b = 7.0, c = 11.0) == 97);
static_assert(!same(substitute(a * b, a = 2.0), 2_c * b) && same(substitute(a * b, a = 2.0), substitute(a * b, a = 2)));

// Derivatives of what is put in, by the chain rule.
static_assert(same(diff(substitute(sin(a), a = square(b)), b), 2_c * b * cos(square(b))));

}  // namespace
