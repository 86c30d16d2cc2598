// SPDX-License-Identifier: BSL-1.0
// Named constants have the digits of the type they are evaluated in.
#include <symdiff/symdiff.hpp>

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/test/unit_test.hpp>

using namespace symdiff;

namespace {

constexpr auto x = parameter<"x">;

static_assert(same(diff(pi * square(x), x), 2_c * pi * x) || same(diff(pi * square(x), x), 2_c * x * pi));
static_assert(evaluate(pi * x, x = 1.0) == 3.14159265358979323846 && evaluate(pi * x, x = 1.0f) == 3.14159265f);
static_assert(evaluate(pi * x, x = 1.0L) == 3.14159265358979323846264338327950288L);

BOOST_AUTO_TEST_SUITE(named_constants)

BOOST_AUTO_TEST_CASE(fifty_digits) {
  using wide = boost::multiprecision::cpp_bin_float_50;
  const auto of = [](const auto& e) { return evaluate(e + 0_c * x + x, x = wide(0)); };
  const auto is = [](const wide& found, const char* digits) {
    BOOST_TEST((abs(found / wide(digits) - 1) < 1e-48), found.str(50) << " instead of " << digits);
  };
  is(of(pi), "3.1415926535897932384626433832795028841971693993751058");
  is(of(detail::log_of_2), "0.69314718055994530941723212145817656807550013436025525");
  is(of(detail::log_of_10), "2.3025850929940456840179914546843642076011014886287730");
  is(of(detail::two_over_root_pi), "1.1283791670955125738961589031215451716881012586579977");
  is(of(detail::one_over_root_two_pi), "0.39894228040143267793994605993438186847585863116493466");
}

BOOST_AUTO_TEST_CASE(in_double_to_the_last_bit) {
  BOOST_TEST(evaluate(detail::log_of_2 * x, x = 1.0) == 0.69314718055994530942);
  BOOST_TEST(evaluate(detail::log_of_10 * x, x = 1.0) == 2.3025850929940456840);
  BOOST_TEST(evaluate(detail::two_over_root_pi * x, x = 1.0) == 1.1283791670955125739);
  BOOST_TEST(evaluate(detail::one_over_root_two_pi * x, x = 1.0) == 0.39894228040143267794);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
