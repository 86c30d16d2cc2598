// SPDX-License-Identifier: BSL-1.0
// Every identity twice: as what it makes of an expression, and in numbers. In numbers its left side is
// computed by plain C++ at many arguments, ordinary and extreme: wherever that is finite, the library's
// value is finite, and equal as far as the identity's line says.
#include <symdiff/symdiff.hpp>

#include <boost/test/unit_test.hpp>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

using namespace symdiff;

namespace {

constexpr auto a = parameter<"a">;
constexpr auto b = parameter<"b">;
constexpr auto c = parameter<"c">;
constexpr auto q = a < b;

// Sums.
static_assert(same(0_c + a, a) && same(a + 0_c, a));
static_assert(same(a + a, 2_c * a));
static_assert(same(a + -b, a - b) && same(-a + b, b - a) && same(-a + -b, -(a + b)));
static_assert(same(a + -2_c, a - 2_c) && same(-2_c + a, a - 2_c));
static_assert(same(a + -2_c * b, a - 2_c * b) && same(-2_c * a + b, b - 2_c * a));
static_assert(same(where(q, a, 0_c) + where(q, b, 0_c), where(q, a + b, 0_c)));
static_assert(same(where(q, a, 0_c) + where(q, 0_c, b), where(q, a, b)));
static_assert(same(where(q, a, 0_c) + where(q, b, c), where(q, a + b, c)));
static_assert(!same(where(q, a, 0_c) + where(b < c, b, 0_c), where(q, a + b, 0_c)));

// Differences.
static_assert(same(a - 0_c, a) && same(0_c - a, -a) && same(a - a, 0_c));
static_assert(same(a - -b, a + b) && same(-a - b, -(a + b)) && same(-a - -b, b - a));
static_assert(same(a - -2_c, a + 2_c) && same(a - -2_c * b, a + 2_c * b));

// Products.
static_assert(same(0_c * a, 0_c) && same(a * 0_c, 0_c));
static_assert(same(1_c * a, a) && same(a * -1_c, -a) && same(a * a, square(a)));
static_assert(same(2_c * -a, -2_c * a) && same(-a * b, -(a * b)) && same(-a * -b, a * b));
static_assert(same(3_c * (5_c * a), 15_c * a) && same((a * 0.5_c) * 2_c, a));
static_assert(same(where(q, c, 0_c) * b, where(q, c * b, 0_c)) && same(where(q, 0_c, c) * b, where(q, 0_c, c * b)));

// Quotients.
static_assert(same(a / 1_c, a) && same(a / -1_c, -a) && same(0_c / a, 0_c) && same(a / a, 1_c));
static_assert(same(a / 2_c, 0.5_c * a) && same(a / 0.25_c, 4_c * a) && !same(a / 3_c, constant<1> / 3_c * a));
static_assert(same(-a / b, -(a / b)) && same(a / -b, -(a / b)) && same(-a / -b, a / b));
static_assert(same(where(q, c, 0_c) / b, where(q, c / b, 0_c)) && same(where(q, 0_c, c) / b, where(q, 0_c, c / b)));

// Signs and squares.
static_assert(same(- -a, a) && same(-(a - b), b - a) && same(-(2_c * a), -2_c * a) && same(square(-a), square(a)));
static_assert(same(-where(q, c, 0_c), where(q, -c, -0_c)));

// Powers.
static_assert(same(pow(a, 0_c), 1_c) && same(pow(a, 1_c), a) && same(pow(a, 2_c), square(a)) && same(pow(a, -1_c), 1_c / a));
static_assert(!same(pow(a, 0.5_c), sqrt(a)) && !same(pow(pow(a, 2_c), 0.5_c), a));

// Conditions.
static_assert(same(where(q, a, a), a) && same(where(!q, a, b), where(q, b, a)) && same(!!q, q));
static_assert(same(q && q, q) && same(q || q, q));
static_assert(same(where(1_c < 2_c, a, b), a) && same(where(2_c <= 1_c, a, b), b) && same(where(2_c == 2_c, a, b), a));
static_assert(!same(!(a < b), b <= a));  // they differ where one is not a number

// Samples.
static_assert(same(sample_mean(3_c), 3_c) && !same(sample_sum(3_c), 3_c));

// Powers of two come out of means and sums; other factors, and fractions, which may keep a sum in range, do not.
constexpr auto sample = input<"t">;
static_assert(same(sample_mean(a * (sample * (8_c * b))), 8_c * sample_mean(a * (sample * b))));
static_assert(same(sample_sum(-(4_c * sample)), -4_c * sample_sum(sample)));
static_assert(!same(sample_mean(3_c * sample), 3_c * sample_mean(sample)));
static_assert(!same(sample_mean(0.5_c * sample), 0.5_c * sample_mean(sample)));
// Products that share their parts are not walked along each of their 2^40 ways.
constexpr auto shared = trace([](auto u, auto v) {
  for (int i = 0; i < 40; ++i) u = u * (u * v);
  return u;
}, a, sample);
static_assert(cost(sample_mean(shared)).multiplications == 80);

// Constants are folded where that is exact, and only there.
static_assert(same(2_c + 3_c, 5_c) && same(2_c - 3_c, -1_c) && same(2_c * 3_c, 6_c) && same(1_c / 4_c, 0.25_c));
static_assert(same(0.5_c + 0.25_c, 0.75_c) && same(square(1.5_c), 2.25_c) && same(6_c / 3_c, 2_c));
static_assert(!same(0.1_c + 0.2_c, 0.30000000000000004_c) && !same(0.1_c * 0.1_c, 0.010000000000000002_c));
static_assert(!same(1_c / 3_c, 0.33333333333333331_c) && !same(1e16_c + 1_c, 1e16_c) && !same(square(0.1_c), 0.010000000000000002_c));
static_assert(decltype(1e200_c * 3e200_c)::graph.node_count == 3 && decltype(1e200_c * (1e200_c * a))::graph.node_count == 4);
static_assert(decltype(1e308_c + 1.5e308_c)::graph.node_count == 3 && decltype(1e300_c / 1e-300_c)::graph.node_count == 3);
static_assert(decltype(1e-200_c * 3e-200_c)::graph.node_count == 3 && decltype(1_c / 0_c)::graph.node_count == 3);
static_assert(decltype(0.1_c * (0.1_c * a))::graph.node_count == 5 - 1);  // 0.1, a, and two products
static_assert(decltype(sqrt(4_c))::graph.node_count == 2 && !same(sqrt(4_c), 2_c));

// Constants that leave the range of float, or are subnormal in it, stay as they were written.
static_assert(!same(a / 0x1p-128_c, 0x1p128_c * a) && !same(0x1p-100_c * (0x1p-100_c * a), 0x1p-200_c * a));

// What was written for stability stays.
static_assert(!same((a + b) - a, b) && !same((a - b) + b, a) && !same((a * b) / b, a) && !same(a * (1_c / b), a / b));
static_assert(!same(log1p(a), log(1_c + a)) && !same(expm1(a), exp(a) - 1_c) && !same(hypot(a, b), sqrt(a * a + b * b)));
static_assert(!same(log(exp(a)), a) && !same(exp(log(a)), a) && !same(sqrt(square(a)), a) && !same(log(1_c + a) - log1p(a), 0_c));
static_assert(decltype((a + b) - a)::graph.node_count == 4);

/// What an identity's line says of its right side.
enum class equality { to_the_bit, but_for_the_sign_of_zero, nearer_to_the_truth, within_an_ulp };

const std::vector<double>& arguments() {
  static const std::vector<double> all = [] {
    using limits = std::numeric_limits<double>;
    std::vector<double> v;
    for (const double m : {0.0, 1.0, 0.5, 2.0, 3.0, 1 / 3.0, 1e-3, 1e17, 1e150, 1e-150, 1e300, 1e-300, limits::min(),
                           limits::min() / 3, limits::denorm_min(), 3 * limits::denorm_min(), limits::max(),
                           limits::max() / 2, limits::max() / 3, limits::infinity()})
      v.insert(v.end(), {m, -m});
    v.push_back(limits::quiet_NaN());
    std::mt19937_64 random(20240);
    std::uniform_real_distribution<double> ordinary(-4, 4);
    for (int i = 0; i < 40; ++i) {
      v.push_back(std::bit_cast<double>(random()));
      v.push_back(ordinary(random));
    }
    return v;
  }();
  return all;
}

bool agrees(double value, double left, double truth_of_product, equality how) {
  switch (how) {
    case equality::to_the_bit: return std::bit_cast<std::uint64_t>(value) == std::bit_cast<std::uint64_t>(left);
    case equality::but_for_the_sign_of_zero: return value == left;
    case equality::within_an_ulp:
      return value == left || std::nextafter(value, left) == left;
    default:
      return std::abs(value - truth_of_product) <= std::abs(left - truth_of_product);
  }
}

void compare(const char* line, double (*value_at)(double, double), double (*left_at)(double, double), equality how) {
  int finite = 0, failures = 0;
  for (const double x : arguments())
    for (const double y : arguments()) {
      const double left = left_at(x, y);
      if (!std::isfinite(left)) continue;
      ++finite;
      const double value = value_at(x, y);
      const double truth = static_cast<double>(1.5L * static_cast<long double>(x));
      if (std::isfinite(value) && agrees(value, left, truth, how)) continue;
      if (++failures <= 3)
        BOOST_TEST_ERROR(line << " at a = " << x << ", b = " << y << ": " << value << " instead of " << left);
    }
  BOOST_TEST(finite > 0, line << " is nowhere finite");
  BOOST_TEST(failures == 0, line);
}

/// Compares an expression of a and b with the left side of an identity in plain C++.
template <class E, class Left>
void holds(const char* line, const E&, const Left&, equality how = equality::to_the_bit) {
  compare(
      line, [](double x, double y) { return evaluate(stack(E(), a, b), a = x, b = y)[0]; },
      [](double x, double y) {
        const volatile double vx = x, vy = y;  // so that the compiler has no identities of its own
        return static_cast<double>(Left()(vx, vy));
      },
      how);
}

using number = const volatile double&;
constexpr auto of_zero = equality::but_for_the_sign_of_zero;

BOOST_AUTO_TEST_SUITE(identities)

BOOST_AUTO_TEST_CASE(sums) {
  holds("0 + b", 0_c + b, [](number, number y) { return 0 + y; }, of_zero);
  holds("a + 0", a + 0_c, [](number x, number) { return x + 0; }, of_zero);
  holds("a + a", a + a, [](number x, number) { return x + x; });
  holds("a + -b", a + -b, [](number x, number y) { return x + -y; });
  holds("-a + b", -a + b, [](number x, number y) { return -x + y; });
  holds("a + -3", a + -3_c, [](number x, number) { return x + -3; });
  holds("a + -3 b", a + -3_c * b, [](number x, number y) { return x + -3 * y; });
  holds("-3 a + b", -3_c * a + b, [](number x, number y) { return -3 * x + y; });
  holds("where(a < b, a, 0) + where(a < b, b, 0)", where(q, a, 0_c) + where(q, b, 0_c),
        [](number x, number y) { return (x < y ? x : 0) + (x < y ? y : 0); }, of_zero);
  holds("where(a < b, a, 0) + where(a < b, 0, b)", where(q, a, 0_c) + where(q, 0_c, b),
        [](number x, number y) { return (x < y ? x : 0) + (x < y ? 0 : y); }, of_zero);
}

BOOST_AUTO_TEST_CASE(differences) {
  holds("a - 0", a - 0_c, [](number x, number) { return x - 0; });
  holds("0 - b", 0_c - b, [](number, number y) { return 0 - y; }, of_zero);
  holds("a - a", a - a, [](number x, number) { return x - x; });
  holds("a - -b", a - -b, [](number x, number y) { return x - -y; });
  holds("-a - b", -a - b, [](number x, number y) { return -x - y; }, of_zero);
  holds("-a - -b", -a - -b, [](number x, number y) { return -x - -y; }, of_zero);
  holds("a - -3", a - -3_c, [](number x, number) { return x - -3; });
  holds("a - -3 b", a - -3_c * b, [](number x, number y) { return x - -3 * y; });
}

BOOST_AUTO_TEST_CASE(products) {
  holds("0 b", 0_c * b, [](number, number y) { return 0 * y; }, of_zero);
  holds("1 b", 1_c * b, [](number, number y) { return 1 * y; });
  holds("-1 b", -1_c * b, [](number, number y) { return -1 * y; });
  holds("3 (-b)", 3_c * -b, [](number, number y) { return 3 * -y; });
  holds("3 (0.5 a)", 3_c * (0.5_c * a), [](number x, number) { return 3 * (0.5 * x); }, equality::nearer_to_the_truth);
  holds("0.3 (5 a)", 0.3_c * (5_c * a), [](number x, number) { return 0.3 * (5 * x); });
  holds("a a", a * a, [](number x, number) { return x * x; });
  holds("(-a) b", -a * b, [](number x, number y) { return -x * y; });
  holds("a (-b)", a * -b, [](number x, number y) { return x * -y; });
  holds("where(a < b, a, 0) b", where(q, a, 0_c) * b, [](number x, number y) { return (x < y ? x : 0) * y; }, of_zero);
  holds("where(a < b, 0, a) b", where(q, 0_c, a) * b, [](number x, number y) { return (x < y ? 0 : x) * y; }, of_zero);
}

BOOST_AUTO_TEST_CASE(quotients) {
  holds("a / 1", a / 1_c, [](number x, number) { return x / 1; });
  holds("a / -1", a / -1_c, [](number x, number) { return x / -1; });
  holds("a / 4", a / 4_c, [](number x, number) { return x / 4; });
  holds("a / 2^-126", a / 0x1p-126_c, [](number x, number) { return x / 0x1p-126; });
  holds("a / 2^1023", a / 0x1p1023_c, [](number x, number) { return x / 0x1p1023; });
  holds("a / 2^-1074", a / 0x1p-1074_c, [](number x, number) { return x / 0x1p-1074; });
  holds("a / 3", a / 3_c, [](number x, number) { return x / 3; });
  holds("0 / b", 0_c / b, [](number, number y) { return 0 / y; }, of_zero);
  holds("a / a", a / a, [](number x, number) { return x / x; });
  holds("(-a) / b", -a / b, [](number x, number y) { return -x / y; });
  holds("a / (-b)", a / -b, [](number x, number y) { return x / -y; });
  holds("where(a < b, a, 0) / b", where(q, a, 0_c) / b, [](number x, number y) { return (x < y ? x : 0) / y; }, of_zero);
  holds("where(a < b, 0, a) / b", where(q, 0_c, a) / b, [](number x, number y) { return (x < y ? 0 : x) / y; }, of_zero);
}

BOOST_AUTO_TEST_CASE(signs) {
  holds("-(-a)", - -a, [](number x, number) { return - -x; });
  holds("-(a - b)", -(a - b), [](number x, number y) { return -(x - y); }, of_zero);
  holds("-(3 a)", -(3_c * a), [](number x, number) { return -(3 * x); });
  holds("-where(a < b, a, 0)", -where(q, a, 0_c), [](number x, number y) { return -(x < y ? x : 0); }, of_zero);
  holds("(-a)²", square(-a), [](number x, number) { return -x * -x; });
}

BOOST_AUTO_TEST_CASE(powers) {
  holds("a⁰", pow(a, 0_c), [](number x, number) { return std::pow(x, 0); });
  holds("a¹", pow(a, 1_c), [](number x, number) { return std::pow(x, 1); });
  holds("a²", pow(a, 2_c), [](number x, number) { return std::pow(x, 2); }, equality::within_an_ulp);
  holds("a⁻¹", pow(a, -1_c), [](number x, number) { return std::pow(x, -1); }, equality::within_an_ulp);
}

BOOST_AUTO_TEST_CASE(conditions) {
  holds("where(q, a, a)", where(q, a, a), [](number x, number) { return static_cast<double>(x); });
  holds("where(!q, a, b)", where(!q, a, b), [](number x, number y) { return !(x < y) ? x : y; });
  holds("where(!!q, a, b)", where(!!q, a, b), [](number x, number y) { return x < y ? x : y; });
  holds("where(q && q, a, b)", where(q && q, a, b), [](number x, number y) { return x < y ? x : y; });
  holds("where(1 < 2, a, b)", where(1_c < 2_c, a, b), [](number x, number) { return static_cast<double>(x); });
}

BOOST_AUTO_TEST_CASE(what_was_written_for_stability) {
  holds("(a + b) - a", (a + b) - a, [](number x, number y) { return (x + y) - x; });
  holds("c = 134217729 a; c - (c - a)", 134217729_c * a - (134217729_c * a - a), [](number x, number) {
    const double split = 134217729 * x;
    return split - (split - x);
  });
  holds("log1p(a)", log1p(a), [](number x, number) { return std::log1p(x); });
  holds("expm1(a)", expm1(a), [](number x, number) { return std::expm1(x); });
  holds("hypot(a, b)", hypot(a, b), [](number x, number y) { return std::hypot(x, y); });
}

BOOST_AUTO_TEST_CASE(in_float_too) {
  // In float 2^-128 is subnormal and its reciprocal infinite; 2^-200 is zero.
  BOOST_TEST(evaluate(a / 0x1p-128_c, a = 0x1p-20f) == 0x1p108f);
  BOOST_TEST(evaluate(0x1p-100_c * (0x1p-100_c * a), a = 0x1p120f) == 0x1p-80f);
  BOOST_TEST(evaluate(0x1p100_c * (0x1p100_c * a), a = 0x1p-120f) == 0x1p80f);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
