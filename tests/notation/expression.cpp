// SPDX-License-Identifier: BSL-1.0
// Plain numbers travel with the expression, by value; nothing in an expression refers to anything.
#include <symdiff/symdiff.hpp>

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/test/unit_test.hpp>

#include <concepts>
#include <memory>
#include <type_traits>

using namespace symdiff;

namespace {

constexpr auto a = parameter<"a">;
constexpr auto b = parameter<"b">;

// An expression is as large as the plain numbers in it.
static_assert(sizeof(a * b + 2_c) == 1 && sizeof(0.5 * a + 2 * b) == 2 * sizeof(double));
static_assert(sizeof(1.5L * a) == sizeof(long double));
static_assert(std::is_trivially_copyable_v<decltype(0.5 * a)>);

// The same structure with other numbers is the same type but not the same expression.
static_assert(std::same_as<decltype(0.5 * a), decltype(0.25 * a)>);
static_assert(same(0.5 * a, 0.5 * a) && !same(0.5 * a, 0.25 * a) && !same(0.5 * a, 0.5_c * a));

// As template arguments plain numbers become exact constants, and identities see them.
constexpr auto loss = 0.5 * a + 1.0 * b + 0.0 * a;
static_assert(same(exact<loss>, 0.5_c * a + b));
static_assert(same(exact<a * b>, a * b));
static_assert(same(exact<diff(loss, a)>, 0.5_c));
constexpr auto tenth = 0.1F * a;
static_assert(same(exact<tenth>, constant<1> * (0x1.99999ap-4_c * a)));

// Numbers of several expressions keep their order when the expressions meet.
static_assert(evaluate((2.0 * a + 3.0) * (5.0 * b + 7.0), a = 1.0, b = 1.0) == 60);
static_assert(evaluate((5.0 * b + 7.0) / (2.0 * a - 1.0), a = 1.0, b = 1.0) == 12);
static_assert(evaluate(substitute(2.0 * a + 3.0, a = 5.0 * b + 7.0), b = 1.0) == 27);
static_assert(evaluate(diff(2.0 * square(a) + 3.0 * a, a), a = 1.0) == 7);

// Types of numbers.
static_assert(std::same_as<decltype(evaluate(0.5 * a, a = 1.0f)), float>);
static_assert(std::same_as<decltype(evaluate(2 * a, a = 1.0f)), float>);
static_assert(std::same_as<decltype(evaluate(1.5L * a, a = 1.0)), long double>);
static_assert(std::same_as<decltype(evaluate(a, a = 1)), double>);

/// An expression made of what is gone when it returns.
auto made_elsewhere(double factor) {
  const auto heap = std::make_unique<double>(factor);
  const auto part = *heap * a;
  const auto sum = part + sin(part) * (*heap + 1);
  return sum;
}

BOOST_AUTO_TEST_SUITE(expressions)

BOOST_AUTO_TEST_CASE(numbers_are_kept_by_value) {
  double lambda = 0.5;
  int count = 3;
  const auto e = lambda * square(a) + count * b;
  lambda = 100;
  count = 100;
  BOOST_TEST(evaluate(e, a = 2.0, b = 1.0) == 5);
  const auto g = gradient(e, a = 2.0, b = 1.0);
  BOOST_TEST(g[a] == 2);
  BOOST_TEST(g[b] == 3);
}

BOOST_AUTO_TEST_CASE(nothing_dangles) {
  const auto e = made_elsewhere(0.5);
  double unrelated[64];
  for (double& value : unrelated) value = 1e9;
  BOOST_TEST(evaluate(e, a = 2.0) == 1 + std::sin(1.0) * 1.5);
  const auto copy = e;
  BOOST_TEST(same(copy, e));
  BOOST_TEST(!same(copy, made_elsewhere(0.25)));
  BOOST_TEST(unrelated[0] == 1e9);
}

BOOST_AUTO_TEST_CASE(a_number_chosen_at_run_time) {
  double sum = 0;
  for (int i = 1; i <= 3; ++i) sum += gradient(i * square(a), a = 1.0)[a];
  BOOST_TEST(sum == 12);
}

BOOST_AUTO_TEST_CASE(numbers_of_other_types) {
  using wide = boost::multiprecision::cpp_bin_float_50;
  const float single = 0.1f;
  BOOST_TEST(evaluate(single * a, a = 1.0) == static_cast<double>(0.1f));
  BOOST_TEST(evaluate(0.1 * a, a = 1.0f) == 0.1f);
  const long double third = 1.0L / 3;
  BOOST_TEST((evaluate(third * a, a = 1.0) == third));
  BOOST_TEST((evaluate(third * a, a = 3.0L) == third * 3));

  wide seventh = wide(1) / 7;
  const auto e = seventh * a + 0.5;
  const wide expected = wide(1) / 7 * 2 + 0.5;
  seventh = 0;
  BOOST_TEST((evaluate(e, a = 2.0) == expected));
  BOOST_TEST((evaluate(e, a = wide(2)) == expected));
  BOOST_TEST((gradient(e, a = wide(2))[a] == wide(1) / 7));
  static_assert(std::same_as<decltype(evaluate(e, a = 2.0)), wide>);
}

BOOST_AUTO_TEST_CASE(call_syntax) {
  const auto e = 0.5 * a * b;
  BOOST_TEST(e(a = 3.0, b = 4.0) == 6);
  BOOST_TEST(e(b = 4, a = 3) == 6);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
