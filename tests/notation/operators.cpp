// SPDX-License-Identifier: BSL-1.0
#include <symdiff/symdiff.hpp>

#include <boost/test/unit_test.hpp>

using namespace symdiff;

namespace {

constexpr auto a = parameter<"a">;
constexpr auto b = parameter<"b">;

// Conditions and expressions are told apart.
static_assert(Condition<decltype(a < b)> && !Expression<decltype(a < b)> && Symbolic<decltype(a < b)>);
static_assert(Condition<decltype(!(a < b) && a == b)> && Expression<decltype(where(a < b, a, b))>);
static_assert(Condition<decltype(a < 1)> && Condition<decltype(1 < a)>);

// One way to write each comparison is the others turned round.
static_assert(same(a > b, b < a) && same(a >= b, b <= a) && same(a != b, !(a == b)) && same(+a, a));

// Operators have the precedence of C++.
static_assert(same(a + b * a, a + (b * a)) && same(-a * b, (-a) * b) && same(a - b - a, (a - b) - a));

// With an exact constant on either side, and with plain numbers of any type.
static_assert(evaluate(2_c * a - 3_c, a = 5.0) == 7);
static_assert(evaluate(2 * a - 3, a = 5.0) == 7 && evaluate(3 - a * 2, a = 5.0) == -7);
static_assert(evaluate(2 / a + a / 4, a = 8.0) == 2.25 && evaluate(1.5f + a, a = 1.0) == 2.5);
static_assert(evaluate(2U * a + 1L, a = 1.0) == 3);

constexpr double choose(auto condition, double x, double y) {
  return evaluate(stack(where(condition, 1_c, 0_c), a, b), a = x, b = y)[0];
}
static_assert(choose(a < b, 1, 2) == 1 && choose(a < b, 2, 2) == 0 && choose(a <= b, 2, 2) == 1 &&
              choose(a <= b, 3, 2) == 0);
static_assert(choose(a > b, 3, 2) == 1 && choose(a > b, 2, 2) == 0 && choose(a >= b, 2, 2) == 1 &&
              choose(a >= b, 1, 2) == 0);
static_assert(choose(a == b, 2, 2) == 1 && choose(a == b, 2, 3) == 0 && choose(a != b, 2, 3) == 1 &&
              choose(a != b, 2, 2) == 0);
static_assert(choose(0 < a && a < b, 1, 2) == 1 && choose(0 < a && a < b, -1, 2) == 0 &&
              choose(0 < a && a < b, 3, 2) == 0);
static_assert(choose(a < 0 || b < a, -1, 2) == 1 && choose(a < 0 || b < a, 3, 2) == 1 &&
              choose(a < 0 || b < a, 1, 2) == 0);
static_assert(choose(!(a < 1.5), 1, 2) == 0 && choose(!(a < 1.5), 2, 2) == 1);

// With what is not a number every comparison but != is false.
constexpr double nan = __builtin_nan("");
static_assert(choose(a < b, nan, 1) == 0 && choose(a <= b, nan, 1) == 0 && choose(a == b, nan, nan) == 0 &&
              choose(a >= b, 1, nan) == 0 && choose(a != b, nan, nan) == 1 && choose(!(a < b), nan, 1) == 1);

// In a traced callable variables change in place.
static_assert(same(trace([](auto x, auto y) {
                     auto s = x;
                     s += y;
                     s *= 3;
                     s -= 1;
                     s /= x;
                     return s;
                   }, a, b),
                   (3_c * (a + b) - 1_c) / a));

BOOST_AUTO_TEST_SUITE(operators)

BOOST_AUTO_TEST_CASE(arithmetic_is_that_of_the_number_type) {
  for (const double x : {1e-320, -0.1, 1 / 3.0, 7e155, 1.7e308})
    for (const double y : {3.0, -1e-310, 1e200}) {
      BOOST_TEST(evaluate(a + b, a = x, b = y) == x + y);
      BOOST_TEST(evaluate(a - b, a = x, b = y) == x - y);
      BOOST_TEST(evaluate(a * b, a = x, b = y) == x * y);
      BOOST_TEST(evaluate(a / b, a = x, b = y) == x / y);
      BOOST_TEST(evaluate(-a, a = x) == -x);
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
