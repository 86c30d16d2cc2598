// SPDX-License-Identifier: BSL-1.0
// The functions of packs, against long double: within 4 units in the last place, and the same at the edges as the
// scalar functions.
#include <symdiff/evaluate/pack_functions.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <limits>
#include <type_traits>

namespace {

using namespace symdiff;

/// The largest error of f over points from low to high, in units in the last place of T.
template <class T, class F, class Reference>
double worst_error(const F& f, const Reference& reference, double low, double high) {
  using pack = simd::pack<T>;
  double worst = 0;
  for (int i = 0; i < 20'000; i += pack::lanes) {
    T x[pack::lanes], value[pack::lanes];
    for (int k = 0; k < pack::lanes; ++k) x[k] = static_cast<T>(low + (high - low) * (i + k + 0.37) / 20'000);
    f(pack::load(x)).store(value);
    for (int k = 0; k < pack::lanes; ++k) {
      const long double expected = reference(static_cast<long double>(x[k]));
      const T magnitude = static_cast<T>(std::abs(expected));
      const long double unit = static_cast<long double>(std::nextafter(magnitude, std::numeric_limits<T>::max())) - magnitude;
      worst = std::fmax(worst, static_cast<double>(std::abs(value[k] - expected) / unit));
    }
  }
  return worst;
}

template <class F, class Reference>
void check(const F& f, const Reference& reference, double low, double high, double allowed = 4) {
  BOOST_TEST(worst_error<double>(f, reference, low, high) <= allowed);
  BOOST_TEST(worst_error<float>(f, reference, low, high) <= allowed);
}

#define CHECK(name, low, high) \
  check([](auto x) { return name(x); }, [](long double x) { return std::name(x); }, low, high)

BOOST_AUTO_TEST_SUITE(pack_functions)

BOOST_AUTO_TEST_CASE(of_one_argument) {
  CHECK(exp, -80, 80);
  CHECK(exp2, -100, 100);
  CHECK(expm1, -2, 2);
  CHECK(log, 0.01, 50);
  CHECK(log2, 0.01, 50);
  CHECK(log10, 0.01, 50);
  CHECK(log1p, -0.9, 3);
  CHECK(sin, -10, 10);
  CHECK(cos, -10, 10);
  CHECK(tan, -1.5, 1.5);
  CHECK(asin, -1, 1);
  CHECK(acos, -1, 1);
  CHECK(atan, -20, 20);
  CHECK(sinh, -20, 20);
  CHECK(cosh, -20, 20);
  CHECK(tanh, -5, 5);
  CHECK(asinh, -20, 20);
  CHECK(acosh, 1, 20);
  CHECK(atanh, -0.9, 0.9);
  CHECK(erf, -5, 5);
  CHECK(erfc, -5, 5);
  CHECK(cbrt, -20, 20);
  CHECK(sqrt, 0, 20);
  CHECK(lgamma, 3, 20);
  CHECK(floor, -20, 20);
  CHECK(ceil, -20, 20);
  CHECK(abs, -20, 20);
}

BOOST_AUTO_TEST_CASE(of_two_arguments) {
  check([](auto x) { return pow(x, decltype(x)(2.5)); }, [](long double x) { return std::pow(x, 2.5L); }, 0.01, 20);
  check([](auto x) { return atan2(x, decltype(x)(-1.25)); }, [](long double x) { return std::atan2(x, -1.25L); }, -20,
        20);
  check([](auto x) { return hypot(x, decltype(x)(1.25)); }, [](long double x) { return std::hypot(x, 1.25L); }, -20,
        20);
}

template <class F, class Reference>
void same_at_the_edges(const F& f, const Reference& reference) {
  using pack = simd::pack<double>;
  const double infinity = std::numeric_limits<double>::infinity();
  for (const double x : {0.0, -0.0, infinity, -infinity, 1e308, -1e308, 1e-308, 5e-324, double(NAN), 1.0, -1.0}) {
    double value[pack::lanes];
    f(pack(x)).store(value);
    const double expected = reference(x);
    if (std::isnan(expected)) BOOST_TEST(std::isnan(value[pack::lanes - 1]), "at " << x << ": " << value[0]);
    else if (std::isinf(expected) || expected == 0) BOOST_TEST(value[pack::lanes - 1] == expected, "at " << x);
  }
}
#define EDGES(name) same_at_the_edges([](auto x) { return name(x); }, [](double x) { return std::name(x); })

BOOST_AUTO_TEST_CASE(at_the_edges) {
  EDGES(exp);
  EDGES(expm1);
  EDGES(log);
  EDGES(log1p);
  EDGES(sin);
  EDGES(tanh);
  EDGES(erf);
  EDGES(erfc);
  EDGES(sqrt);
  EDGES(cbrt);
  EDGES(abs);
  EDGES(atanh);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
