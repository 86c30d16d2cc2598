// SPDX-License-Identifier: BSL-1.0
#include <symdiff/symdiff.hpp>

using namespace symdiff;

namespace {

constexpr auto x = parameter<"x">;
constexpr auto y = parameter<"y">;
constexpr auto z = parameter<"z">;
constexpr auto t = input<"t">;

// Symbols and constants.
static_assert(same(diff(x, x), 1_c) && same(diff(x, y), 0_c) && same(diff(3_c, x), 0_c) && same(diff(pi, x), 0_c));
static_assert(same(diff(t * x, t), x) && same(diff(parameter<"t"> * t, t), parameter<"t">));

// The rules of calculus.
static_assert(same(diff(square(x), x), 2_c * x) && same(diff(x * x * x, x), square(x) + 2_c * x * x));
static_assert(same(diff(sin(x) * exp(x), x), sin(x) * exp(x) + exp(x) * cos(x)));
static_assert(same(diff(sin(x * y), x), y * cos(x * y)) && same(diff(exp(square(x)), x), 2_c * x * exp(square(x))));
static_assert(same(diff(3_c * x + 2_c * y - z, x), 3_c) && same(diff(3_c * x + 2_c * y - z, z), -1_c));
static_assert(same(diff(log(x) / 2_c, x), 0.5_c / x));

// Any order, one symbol after the other.
static_assert(same(diff<2>(pow(x, 4_c), x), 12_c * square(x)) && same(diff<5>(pow(x, 4_c), x), 0_c));
static_assert(cost(diff(pow(x, 2.5_c), x)).function_calls == 1);
static_assert(same(diff<0>(sin(x), x), sin(x)) && same(diff<1>(sin(x), x), cos(x)) && same(diff<2>(sin(x), x), -sin(x)));
static_assert(same(diff<3>(exp(x), x), exp(x)) && same(diff<8>(sin(x), x), sin(x)));
static_assert(same(diff(x * y * z, x, y), z) && same(diff(x * y * z, x, y, z), 1_c) && same(diff(x * y, x, x), 0_c));
static_assert(same(diff(x, x, x), 0_c) && same(diff<2>(square(x), x), 2_c) && same(diff<5>(square(square(x)), x), 0_c));
static_assert(same(diff(sin(x * y), x, x), -(sin(x * y) * y * y)) || same(diff(sin(x * y), x, x), -(y * (y * sin(x * y)))));

// Mixed derivatives have the same values in either order (as structures they may differ).
constexpr double difference(double u, double v) {
  const auto rational = square(x * y) / (1_c + y * x);
  return evaluate(diff(rational, x, y) - diff(rational, y, x), x = u, y = v);
}
static_assert(difference(2, 3) < 1e-14 && difference(2, 3) > -1e-14);

// Derivatives of polynomials at compile time.
static_assert(evaluate(diff<3>(x * square(square(x)), x), x = 2.0) == 240);
static_assert(evaluate(diff(1_c / x, x), x = 4.0) == -1 / 16.0 && evaluate(diff<2>(1_c / x, x), x = 2.0) == 0.25);

// Plain numbers stay plain numbers.
static_assert(same(diff(2.5 * x, x), diff(2.5 * x + y, x)) && evaluate(diff(2.5 * square(x), x), x = 2.0) == 10);

// Conditions are not differentiated, branches are.
static_assert(same(diff(where(x < y, x * y, x), x), where(x < y, y, 1_c)));
static_assert(same(diff(where(x < y, y, z), x), 0_c));

// Over samples.
static_assert(same(diff(sample_mean(square(x * t)), x), sample_mean(2_c * (x * t) * t)));
static_assert(same(diff(square(sample_mean(x * t)), x), 2_c * sample_mean(x * t) * sample_mean(t)));

// `same` compares structure and the plain numbers carried.
static_assert(same(x + y, y + x) && !same(x + y, x - y) && same(x < y, y > x) && !same(x < y, x));

}  // namespace
