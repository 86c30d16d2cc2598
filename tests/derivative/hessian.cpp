// SPDX-License-Identifier: BSL-1.0
// Second derivatives by value.
#include <symdiff/symdiff.hpp>

#include <cmath>
#include <boost/test/unit_test.hpp>

namespace {

using namespace symdiff;

constexpr auto x = parameter<"x">;
constexpr auto y = parameter<"y">;
constexpr auto t = input<"t">;
constexpr auto e = x * x * y + y * y * y * x;

constexpr auto h = hessian(e, x = 2.0, y = 3.0);
static_assert(h(x, x) == 6 && h(x, y) == 31 && h(y, x) == 31 && h(y, y) == 36);
static_assert(hessian(square(x) + y, x = 2.0, y = 1.0)(x, y) == 0);
static_assert(hessian(e * t, wrt(x, t), x = 2.0, y = 3.0, t = 5.0)(x, t) == 2 * 2 * 3 + 27);

// Each entry once.
using parameters_of_e = detail::parameters_of<std::remove_const_t<decltype(e)>>::type;
static_assert(detail::hessian_source<std::remove_const_t<decltype(e)>, parameters_of_e>::output_count == 3);

constexpr auto direction = gradient(e, x = 1.0, y = 1.0);
constexpr auto product = hessian_vector_product(e, direction, x = 2.0, y = 3.0);
static_assert(product[x] == 6 * direction[x] + 31 * direction[y]);
static_assert(product[y] == 31 * direction[x] + 36 * direction[y]);

}  // namespace

BOOST_AUTO_TEST_CASE(the_hessian_agrees_with_symbolic_derivatives) {
  const auto f = exp(x * y) * sin(x) + 0.5 * x / (1_c + y * y);
  const double at_x = 0.7, at_y = -1.3;
  const auto values = hessian(f, x = at_x, y = at_y);
  BOOST_TEST(values(x, x) == diff(f, x, x)(x = at_x, y = at_y), boost::test_tools::tolerance(1e-13));
  BOOST_TEST(values(x, y) == diff(f, x, y)(x = at_x, y = at_y), boost::test_tools::tolerance(1e-13));
  BOOST_TEST(values(y, y) == diff(f, y, y)(x = at_x, y = at_y), boost::test_tools::tolerance(1e-13));
}

BOOST_AUTO_TEST_CASE(a_hessian_vector_product_takes_parameters_as_its_direction) {
  const parameters v{x = 2.0, y = -1.0};
  const auto f = exp(x * y) * sin(x);
  const auto values = hessian(f, x = 0.7, y = -1.3);
  const auto along = hessian_vector_product(f, v, x = 0.7, y = -1.3);
  BOOST_TEST(along[x] == values(x, x) * 2 - values(x, y), boost::test_tools::tolerance(1e-13));
  BOOST_TEST(along[y] == values(x, y) * 2 - values(y, y), boost::test_tools::tolerance(1e-13));
}
