// SPDX-License-Identifier: BSL-1.0
// A user's own rows: of one, two and three arguments, with what they need and nothing more.
#include <symdiff/symdiff.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <vector>

using namespace symdiff;

namespace {

constexpr auto a = parameter<"a">;
constexpr auto b = parameter<"b">;
constexpr auto c = parameter<"c">;
constexpr auto t = input<"t">;

/// x exp(-x): its derivative names a built-in function and the row's own value.
struct ricker : elementary<"ricker"> {
  static constexpr auto value(auto x) {
    using std::exp;
    return x * exp(-x);
  }
  static constexpr auto derivative(auto x, auto value) { return exp(-x) - value; }
};

/// cosh by another name; its derivative is another row, whose derivative is this row again.
struct my_sinh;
struct my_cosh : elementary<"my_cosh"> {
  static constexpr auto value(auto x) {
    using std::cosh;
    return cosh(x);
  }
  static constexpr auto derivative(auto x, auto value);
};
struct my_sinh : elementary<"my_sinh"> {
  static constexpr auto value(auto x) {
    using std::sinh;
    return sinh(x);
  }
  static constexpr auto derivative(auto x, auto /*value*/) { return function<my_cosh>(x); }
};
constexpr auto my_cosh::derivative(auto x, auto /*value*/) { return function<my_sinh>(x); }

/// The harmonic mean of two, x y / (x + y), whose arguments may be exchanged.
struct parallel : elementary<"parallel", "", 2> {
  static constexpr bool commutative = true;
  static constexpr auto value(auto x, auto y) { return x * y / (x + y); }
  template <int Argument>
  static constexpr auto derivative(auto x, auto y, auto /*value*/) {
    return square((Argument == 0 ? y : x) / (x + y));
  }
};

/// x^p y^q with fixed exponents, whose arguments may not.
struct cobb_douglas : elementary<"cobb_douglas", "", 2> {
  static constexpr auto value(auto x, auto y) {
    using std::pow;
    return pow(x, 3) * y;
  }
  template <int Argument>
  static constexpr auto derivative(auto x, auto y, auto /*value*/) {
    if constexpr (Argument == 0) return 3 * square(x) * y;
    else return pow(x, 3);
  }
};

/// x y + z, of three.
struct fused : elementary<"fused", "", 3> {
  static constexpr auto value(auto x, auto y, auto z) { return x * y + z; }
  template <int Argument>
  static constexpr auto derivative(auto x, auto y, auto /*z*/, auto /*value*/) {
    if constexpr (Argument == 0) return y;
    else if constexpr (Argument == 1) return x;
    else return 1.0;
  }
};

/// A row whose derivative takes its argument alone.
struct cube : elementary<"cube"> {
  static constexpr auto value(auto x) { return x * x * x; }
  static constexpr auto derivative(auto x) { return 3 * square(x); }
};

// Symbolic derivatives, to the third order.
static_assert(same(diff(function<ricker>(a), a), exp(-a) - function<ricker>(a)));
static_assert(same(diff<2>(function<my_sinh>(a), a), function<my_sinh>(a)));
static_assert(same(diff<3>(function<my_sinh>(a), a), function<my_cosh>(a)));
static_assert(same(diff<3>(function<cube>(a), a), 6_c) && same(diff(function<cube>(2_c * a), a), 2_c * (3_c * square(2_c * a))));
static_assert(same(diff(function<fused>(a, b, c), a), b) && same(diff(function<fused>(a, b, c), b), a) &&
              same(diff(function<fused>(a, b, c), c), 1_c) && same(diff(function<fused>(a, a, b), a), 2_c * a));
static_assert(same(diff(function<cobb_douglas>(a, b), a, b), 3_c * square(a)));

// The order in which things are written is of no account, unless the row's arguments are.
static_assert(same(function<parallel>(a, b), function<parallel>(b, a)));
static_assert(!same(function<cobb_douglas>(a, b), function<cobb_douglas>(b, a)));
static_assert(same(function<ricker>(a) + function<cube>(b), function<cube>(b) + function<ricker>(a)));
static_assert(same(function<fused>(a, b, c) * function<my_sinh>(a) + function<cube>(c),
                   function<cube>(c) + function<my_sinh>(a) * function<fused>(a, b, c)));
static_assert(!same(function<my_sinh>(a), function<my_cosh>(a)) && !same(function<my_sinh>(a), sinh(a)));
static_assert(decltype(function<cube>(a) + sin(function<cube>(a)))::graph.node_count == 4);

// In traced callables, with traced values and numbers mixed.
static_assert(same(trace([](auto x, auto y) { return function<fused>(x, y, 1) + function<cube>(y); }, a, b),
                   function<cube>(b) + function<fused>(a, b, 1_c)));
static_assert(same(trace([](auto x) { return function<cube>(function<cube>(x)); }, a), function<cube>(function<cube>(a))));

// Substitution and exact constants see into rows.
static_assert(same(substitute(function<fused>(a, b, c), a = b, b = c, c = a), function<fused>(b, c, a)));
constexpr auto plain = function<fused>(a, 2.0, b);
static_assert(same(exact<plain>, function<fused>(a, 2_c, b)));

// Values and gradients at compile time.
static_assert(evaluate(function<cube>(a), a = 3.0) == 27 && gradient(function<cube>(a), a = 3.0)[a] == 27);
static_assert(evaluate(plain, a = 3.0, b = 1.0) == 7);

BOOST_AUTO_TEST_SUITE(own_rows)

BOOST_AUTO_TEST_CASE(values_and_gradients) {
  const double x = 0.7, y = 1.9, f = x * std::exp(-x);
  const auto e = function<ricker>(a) * function<parallel>(a, b) + function<cobb_douglas>(b, a);
  const auto r = value_and_gradient(e, a = x, b = y);
  const double p = x * y / (x + y);
  const auto close = boost::test_tools::tolerance(1e-14);
  BOOST_TEST(r.value == f * p + y * y * y * x, close);
  BOOST_TEST(r.gradient[a] == (std::exp(-x) - f) * p + f * std::pow(y / (x + y), 2) + y * y * y, close);
  BOOST_TEST(r.gradient[b] == f * std::pow(x / (x + y), 2) + 3 * y * y * x, close);
  BOOST_TEST(evaluate(diff<3>(function<ricker>(a), a), a = x) == (3 - x) * std::exp(-x), close);
  BOOST_TEST(hessian(e, a = x, b = y)(b, b) == 6 * y * x - 2 * f * x * x / std::pow(x + y, 3), close);
}

BOOST_AUTO_TEST_CASE(over_samples) {
  const std::vector<double> ts{0.5, 1, 2};
  double sum = 0;
  for (const double value : ts) sum += 3 * std::pow(2 * value, 2) * value;
  BOOST_TEST(gradient(sample_sum(function<cube>(a * t)), a = 2.0, t = ts)[a] == sum,
             boost::test_tools::tolerance(1e-14));
}

BOOST_AUTO_TEST_CASE(in_float) {
  const auto value = evaluate(function<ricker>(a), a = 0.7f);
  static_assert(std::is_same_v<decltype(value), const float>);
  BOOST_TEST(value == 0.7f * std::exp(-0.7f));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
