// SPDX-License-Identifier: BSL-1.0
#include <symdiff/symdiff.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>

using namespace symdiff;

namespace {

constexpr auto r = parameter<"r">;
constexpr auto phi = parameter<"phi">;
constexpr auto t = input<"t">;

constexpr auto polar = stack(r * cos(phi), r * sin(phi));
constexpr auto j = jacobian(polar, r, phi);

static_assert(decltype(polar)::size == 2 && same(polar(0_c), r * cos(phi)) && same(element<1>(polar), r * sin(phi)));
static_assert(decltype(j)::rows == 2 && decltype(j)::columns == 2);
static_assert(same(j(0_c, 0_c), cos(phi)) && same(j(0_c, 1_c), -(r * sin(phi))) && same(j(1_c, 0_c), sin(phi)) &&
              same(element<1, 1>(j), r * cos(phi)));

// One expression is a matrix of one row; more columns than rows; inputs as well.
static_assert(same(jacobian(r * phi, r, phi)(0_c, 1_c), r) && decltype(jacobian(r * phi, r, phi))::rows == 1);
static_assert(same(element<0, 2>(jacobian(stack(r * t, phi), r, phi, t)), r) &&
              same(element<1, 0>(jacobian(stack(r * t, phi), r, phi, t)), 0_c));

static_assert(same(jacobian(stack(r * phi, r + t * phi, sin(t)), r, phi)(2_c, 1_c), 0_c) && same(jacobian(r * r, r)(0_c, 0_c), 2_c * r));

// At compile time.
constexpr auto values = evaluate(jacobian(stack(r * phi, r / phi), r, phi), r = 3.0, phi = 2.0);
static_assert(values(0, 0) == 2 && values(0, 1) == 3 && values(1, 0) == 0.5 && values(1, 1) == -0.75);
static_assert(values.rows() == 2 && values.columns() == 2 && values.size() == 4);
static_assert(evaluate(stack(r + phi, 2.5 * r), r = 2.0, phi = 1.0)[1] == 5);

BOOST_AUTO_TEST_SUITE(jacobians)

BOOST_AUTO_TEST_CASE(values_are_computed_together) {
  const auto m = evaluate(j, r = 2.0, phi = 0.7);
  BOOST_TEST(m(0, 0) == std::cos(0.7));
  BOOST_TEST(m(0, 1) == -2 * std::sin(0.7));
  BOOST_TEST(m(1, 0) == std::sin(0.7));
  BOOST_TEST(m(1, 1) == 2 * std::cos(0.7));
  const auto v = evaluate(polar, r = 2.0, phi = 0.7);
  BOOST_TEST(v.size() == 2U);
  BOOST_TEST(v[1] == 2 * std::sin(0.7));
  using source = decltype(j)::source;
  static_assert(source::program.code_count == 5);  // a sine, a cosine, two products, a sign
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
