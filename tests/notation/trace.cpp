// SPDX-License-Identifier: BSL-1.0
#include <symdiff/symdiff.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <cmath>

using namespace symdiff;

namespace {

constexpr auto x = parameter<"x">;
constexpr auto y = parameter<"y">;
constexpr auto t = input<"t">;

// Both forms: names of new parameters, and symbols or expressions that exist.
static_assert(same(trace<"x", "y">([](auto u, auto v) { return sin(u) * v; }), sin(x) * y));
static_assert(same(trace([](auto u, auto v) { return sin(u) * v; }, x, t), sin(x) * t));
static_assert(same(trace([](auto u, auto v) { return u - v; }, x * y, exp(t)), x * y - exp(t)));
static_assert(same(trace([](auto u) { return u; }, x), x));
static_assert(sizeof(trace<"x">([](auto u) { return u * u; })) == 1);

// A condition can be an argument and a result.
static_assert(same(trace([](auto c, auto u) { return where(c, u, -u); }, x < y, t), where(x < y, t, -t)));
static_assert(same(trace([](auto u, auto v) { return u < v && v < 1; }, x, y), x < y && y < 1_c));
static_assert(same(where(trace([](auto u) { return !(u == 0); }, x), x, y), where(!(x == 0_c), x, y)));

// A callable may return a number.
static_assert(same(trace([](auto) { return 3; }, x), 3_c) && same(trace([](auto) { return 0.5; }, x), 0.5_c));

// Plain numbers in a traced callable are exact constants; pi, literals and expressions may be named.
static_assert(same(trace([](auto u) { return 0.5 * u + 2 * pi + 3_c; }, x), 0.5_c * x + 2_c * pi + 3_c));
static_assert(same(trace([](auto u) { return u - 2 * parameter<"y"> * 0.25; }, x), x - 0.25_c * (2_c * y)));
static_assert(same(trace([](auto) { return 1.5 * parameter<"y">; }, x), 1.5_c * y));
static_assert(same(trace([](auto u) { return u * parameter<"y"> + sin(parameter<"x">); }, x), x * y + sin(x)));

// Every function, with traced operands and numbers mixed.
static_assert(same(trace([](auto u, auto v) { return atan2(u, 2) + max(v, 0) + pow(u, 3) + hypot(1.5, v); }, x, y),
                   atan2(x, 2_c) + max(y, 0_c) + pow(x, 3_c) + hypot(1.5_c, y)));

// Loops.
static_assert(same(trace([](auto u) {
                     auto power = u;
                     for (int i = 0; i < 3; ++i) power = power * u;
                     return power;
                   }, x),
                   square(x) * x * x));

// Helper templates written for numbers.
template <class T, std::size_t Size>
constexpr T dot_product(const std::array<T, Size>& u, const std::array<T, Size>& v) {
  T sum = 0;
  for (std::size_t i = 0; i < Size; ++i) sum += u[i] * v[i];
  return sum;
}
template <class T>
constexpr T horner(T u, std::initializer_list<double> coefficients) {
  T result{};
  for (const double c : coefficients) result = result * u + c;
  return result;
}
template <class T>
constexpr void exchange(T& u, T& v) {
  T kept = u;
  u = v;
  v = kept;
}

static_assert(same(trace([](auto u, auto v) {
                     return dot_product(std::array{u, v, u}, std::array{v, v, u});
                   }, x, y),
                   x * y + square(y) + square(x)));
static_assert(same(trace([](auto u) { return horner(u, {3, 0, -1}); }, x), 3_c * x * x - 1_c));
static_assert(same(trace([](auto u, auto v) {
                     exchange(u, v);
                     return u / v;
                   }, x, y),
                   y / x));

// Numbers meet before they meet what is traced: `T sum = 0; sum += 1; sum * 2 - 3`.
static_assert(same(trace([](auto u) {
                     using T = decltype(u);
                     T sum = 0;
                     sum += T(1);
                     sum = sum * T(2) - 3;
                     sum /= 4;
                     return square(sum) - -sum + u;
                   }, x),
                   x - 0.1875_c));

// A callable object without members, and a function's own name in a lambda.
struct swish {
  template <class T>
  constexpr auto operator()(T u) const { return u * sigmoid(u); }
};
static_assert(same(trace(swish{}, x), silu(x)));
static_assert(same(trace<"x">(swish{}), silu(x)));

// The standard algorithms run as in any constant expression, and so does `new`.
static_assert(same(trace([](auto u) {
                     int from[]{2, 3, 1}, to[3]{};
                     std::copy(from, from + 3, to);
                     std::sort(to, to + 3);
                     int* const offset = new int(to[0] + 4);
                     const auto result = to[2] * u + *offset;
                     delete offset;
                     return result;
                   }, x), 3_c * x + 5_c));

// Tracing within tracing.
static_assert(same(trace([](auto u) { return trace([](auto v) { return v * v; }, x) + u; }, y), square(x) + y));

// Plain numbers of the arguments stay plain numbers.
static_assert(evaluate(trace([](auto u) { return u * u; }, 1.5 * x), x = 2.0) == 9);

// A chain of 100 levels, by the same template in numbers and traced.
constexpr auto chain = [](auto u, auto p) {
  using std::exp, std::sin;
  for (int i = 0; i < 100; ++i) u = sin(u) * u + exp(-u * u) / (1 + u * u) + p;
  return u;
};
constexpr auto traced_chain = trace<"x", "y">(chain);

BOOST_AUTO_TEST_SUITE(tracing)

BOOST_AUTO_TEST_CASE(a_long_chain) {
  const double expected = chain(0.3, 0.2);
  BOOST_TEST(evaluate(traced_chain, x = 0.3, y = 0.2) == expected, boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
