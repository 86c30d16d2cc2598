// SPDX-License-Identifier: BSL-1.0
// Equal expressions are equal types, whichever way they were built.
#include <symdiff/symdiff.hpp>

using namespace symdiff;

namespace {

constexpr auto a = parameter<"a">;
constexpr auto b = parameter<"b">;
constexpr auto c = parameter<"c">;
constexpr auto t = input<"t">;

static_assert(same(a + b, b + a) && same(a * b, b * a) && same(t + a, a + t));
static_assert(!same(a - b, b - a) && !same(a / b, b / a) && !same(pow(a, b), pow(b, a)) && !same(a < b, b < a));
static_assert(same(a * a, square(a)) && same((a + b) * (b + a), square(a + b)));
static_assert(same(a == b, b == a) && same(a > b, b < a) && same(a >= b, b <= a));
static_assert(same(a < b && b < c, b < c && a < b) && same(a < b || b < c, b < c || a < b));
static_assert(same(min(a, b), min(b, a)) && same(max(a, b), max(b, a)) && same(hypot(a, b), hypot(b, a)));
static_assert(!same(atan2(a, b), atan2(b, a)));

// Sums are not reassociated.
static_assert(!same((a + b) + c, a + (b + c)) && !same((a * b) * c, a * (b * c)));
static_assert(!same(a * (b + c), a * b + a * c));

// Symbols are told apart by name and kind.
static_assert(!same(parameter<"t">, t) && same(parameter<"a">, a) && !same(a, b));

// Deep mixes.
static_assert(same(sin(a * b + c) / (exp(c) * (b - a)) + t * (a + b), (b + a) * t + sin(c + b * a) / ((b - a) * exp(c))));
static_assert(same(where(a < b, c * (a + b), hypot(a, t)) - max(b * c, a), where(b > a, (b + a) * c, hypot(t, a)) - max(a, c * b)));
static_assert(same(square(a * b + c * t) * (a + c), (c + a) * ((t * c + b * a) * (c * t + a * b))));

// A subexpression is one node, however often it is written.
constexpr auto shared = (a + b) * c;
static_assert(decltype(shared)::graph.node_count == 5);
static_assert(decltype(sin(shared) + shared * cos((b + a) * c))::graph.node_count == 9);
static_assert(decltype((a + sin(b)) * sin(b) + cos(sin(b) * c))::graph.node_count == 9);
static_assert(decltype(atan2(c, a) * (exp(b) - a) / exp(b))::graph.node_count == 8);

// What does not reach the root is not in the graph.
static_assert(decltype(0_c * shared + a)::graph.node_count == 1);
static_assert(same(substitute(a * b + c, b = 0_c), c));

// Operators, both forms of trace, and substitution give the same expression.
constexpr auto rational = [](auto x, auto y, auto z) {
  auto s = z * y;
  for (int i = 0; i < 2; ++i) s = s * x / (1 + x * x) + y;
  return s;
};
constexpr auto unrolled = [](auto x, auto y, auto z) {
  const auto divisor = square(x) + 1_c;
  return y + x * (y + (y * z) * x / divisor) / divisor;
};
static_assert(same(trace<"a", "b", "c">(rational), unrolled(a, b, c)));
static_assert(same(trace(rational, a, b, c), unrolled(a, b, c)));
static_assert(same(trace(rational, a + b, b * b, t), unrolled(b + a, square(b), t)));
static_assert(same(substitute(unrolled(a, b, c), a = a + b, b = b * b, c = t), unrolled(a + b, square(b), t)));

}  // namespace
