// SPDX-License-Identifier: BSL-1.0
// Gradients of random expressions, against differences in 50 digits and against each derivative alone;
// over samples, against plain loops.
#include <symdiff/symdiff.hpp>

#include <boost/hana/contains.hpp>
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>
#include <vector>

using namespace symdiff;

namespace {

constexpr auto x = parameter<"x">;
constexpr auto y = parameter<"y">;
constexpr auto z = parameter<"z">;
constexpr auto t = input<"t">;
constexpr auto u = input<"u">;

/// A random expression of three variables: each step applies a random operation, defined everywhere, to
/// random earlier results, so that much is shared. (Each function has its own check in tests/functions; few of
/// them here keep the compiler's work on 50 digits small.)
template <unsigned Seed, int Steps>
struct random_expression {
  template <class T>
  constexpr T operator()(T first, T second, T third) const {
    T results[Steps + 3]{first, second, third};
    unsigned state = Seed * 2654435761U + 12345U;
    const auto next = [&](unsigned count) {
      state = state * 1664525U + 1013904223U;
      return (state >> 12) % count;
    };
    for (unsigned i = 3; i < Steps + 3; ++i) {
      const T a = results[next(i)], b = results[i - 1 - next(3)];
      switch (next(16)) {
        case 0: results[i] = a + b; break;
        case 1: results[i] = a - 2 * b; break;
        case 2: results[i] = sin(a) * b; break;
        case 3: results[i] = a / (1 + square(b)); break;
        case 4: results[i] = sin(a * b); break;
        case 5: results[i] = exp(-square(a)) + b; break;
        case 6: results[i] = log(1 + square(a)) - b; break;
        case 7: results[i] = sqrt(2 + sin(a)) * b; break;
        case 8: results[i] = where(a < b, a * b, a + sin(b)); break;
        case 9: results[i] = max(a, b) - min(a, 1.5 * b); break;
        case 10: results[i] = square(a - b); break;
        case 11: results[i] = -a * b; break;
        case 12: results[i] = pow(sin(a), 3) / 2 + b; break;
        case 13: results[i] = abs(a) * exp(sin(b)); break;
        case 14: results[i] = where(!(a < 0.25) && b < a, relu(a) - b, sqrt(1 + square(b))); break;
        default: results[i] = pi * a - b / 3; break;
      }
    }
    return results[Steps + 2] + sin(results[Steps + 1]) + results[Steps];
  }
};

constexpr auto all = stack(trace(random_expression<1, 8>{}, x, y, z), trace(random_expression<2, 12>{}, x, y, z),
                           trace(random_expression<3, 14>{}, x, y, z), trace(random_expression<4, 18>{}, x, y, z));
constexpr int count = decltype(all)::size;

using wide = boost::multiprecision::cpp_bin_float_50;
constexpr double points[][3]{{0.31, -0.77, 1.23}, {-1.4, 0.9, 0.2}, {2.1, 1.7, -0.6}};

/// All values in 50 digits: a function of its own, since it is long.
std::array<wide, count> values_at(const wide (&p)[3]) { return evaluate(all, x = p[0], y = p[1], z = p[2]); }

/// f(0), …, f(count - 1) with the index as a constant.
template <class F>
void for_each_expression(const F& f) {
  [&]<int... I>(std::integer_sequence<int, I...>) {
    (f(std::integral_constant<int, I>{}), ...);
  }(std::make_integer_sequence<int, count>{});
}

// At compile time.
static_assert(gradient(square(x), x = 3.0)[x] == 6.0);
static_assert(gradient(x * y / (x + y), x = 1.0, y = 3.0)[y] == 0.0625);
static_assert(value_and_gradient(3_c * x * x - y, x = 2.0, y = 1.0).value == 11);

BOOST_AUTO_TEST_SUITE(gradients)

BOOST_AUTO_TEST_CASE(random_expressions_against_differences) {
  const wide h = 1e-15;
  for (const auto& p : points) {
    std::array<wide, count> differences[3];
    for (int k = 0; k < 3; ++k) {
      wide above[3]{p[0], p[1], p[2]}, below[3]{p[0], p[1], p[2]};
      above[k] += h;
      below[k] -= h;
      differences[k] = values_at(above);
      const auto lower = values_at(below);
      for (int i = 0; i < count; ++i) differences[k][i] = (differences[k][i] - lower[i]) / (2 * h);
    }
    for_each_expression([&](auto i) {
      const auto g = gradient(element<i>(all), wrt(x, y, z), parameters{x = p[0], y = p[1], z = p[2]});
      const double found[]{g[x], g[y], g[z]};
      for (int k = 0; k < 3; ++k) {
        const double truth = static_cast<double>(differences[k][i]);
        BOOST_TEST(std::abs(found[k] - truth) <= 1e-12 * (1 + std::abs(truth)),
                   "expression " << i << ", derivative " << k << ": " << found[k] << " instead of " << truth);
      }
    });
  }
}

BOOST_AUTO_TEST_CASE(random_expressions_against_each_derivative_alone) {
  for_each_expression([&](auto i) {
    if constexpr (i == 3) {
      constexpr auto e = element<i>(all);
      for (const auto& p : points) {
        const parameters at{x = p[0], y = p[1], z = p[2]};
        const auto r = value_and_gradient(3_c * e, wrt(x, y, z), at);
        const auto alone = evaluate(stack(3_c * e, diff(3_c * e, x), diff(3_c * e, y), diff(3_c * e, z)), at);
        const auto close = boost::test_tools::tolerance(1e-12);
        BOOST_TEST(r.value == alone[0]);
        BOOST_TEST(r.gradient[x] == alone[1], close);
        BOOST_TEST(r.gradient[y] == alone[2], close);
        BOOST_TEST(r.gradient[z] == alone[3], close);
      }
    }
  });
}

BOOST_AUTO_TEST_CASE(for_parameters_or_for_named_symbols) {
  const auto e = square(x) * t + y;
  const auto g = gradient(e, x = 3.0, y = 1.0, t = 2.0);
  static_assert(!decltype(boost::hana::contains(g, detail::key_of<detail::id_of<decltype(t)>>))::value);
  BOOST_TEST(g[x] == 12);
  BOOST_TEST(g[y] == 1);
  const auto named = gradient(e, wrt(t, x), x = 3.0, y = 1.0, t = 2.0);
  BOOST_TEST(named[t] == 9);
  BOOST_TEST(named[x] == 12);
  const auto r = value_and_gradient(e, wrt(t), x = 3.0, y = 1.0, t = 2.0);
  BOOST_TEST(r.value == 19);
  BOOST_TEST(r.gradient[t] == 9);
  // A symbol that is not in the expression has a derivative of zero.
  BOOST_TEST(gradient(e, wrt(z, x), x = 3.0, y = 1.0, t = 2.0)[z] == 0);
}

BOOST_AUTO_TEST_CASE(over_samples) {
  const std::vector<double> ts{0.1, 0.9, 1.7, 2.4, 3.3}, us{1, -2, 0.5, 4, 3};
  const double a = 0.8, b = -0.3;
  const double n = static_cast<double>(ts.size());
  double by_x = 0, by_y = 0, sum = 0, sum_by_x = 0;
  for (std::size_t i = 0; i < ts.size(); ++i) {
    const double r = a * ts[i] * ts[i] + std::exp(b) * ts[i] - us[i];
    by_x += 2 * r * ts[i] * ts[i] / n;
    by_y += 2 * r * ts[i] * std::exp(b) / n;
    sum += std::sin(a * ts[i]) * us[i];
    sum_by_x += std::cos(a * ts[i]) * ts[i] * us[i];
  }
  const auto close = boost::test_tools::tolerance(1e-14);
  const auto g = gradient(sample_mean(square(x * square(t) + exp(y) * t - u)), x = a, y = b, t = ts, u = us);
  BOOST_TEST(g[x] == by_x, close);
  BOOST_TEST(g[y] == by_y, close);
  const auto r = value_and_gradient(sample_sum(sin(x * t) * u), x = a, t = ts, u = us);
  BOOST_TEST(r.value == sum, close);
  BOOST_TEST(r.gradient[x] == sum_by_x, close);
  // Sums and means together, and what stands outside of both.
  const auto both = gradient(square(sample_sum(x * t)) + x * sample_mean(u) + sample_mean(x * t) * sample_sum(x),
                             x = a, t = ts, u = us);
  double st = 0, su = 0;
  for (std::size_t i = 0; i < ts.size(); ++i) st += ts[i], su += us[i];
  BOOST_TEST(both[x] == 2 * a * st * st + su / n + 2 * a * st, close);
}

// A sum over n samples of what is the same for each is n times it, in every derivative.
BOOST_AUTO_TEST_CASE(sums_of_what_is_the_same_for_each_sample) {
  const std::vector<double> ts{1, 2, 4};
  const auto slope = [&](const auto& e) { return gradient(e, x = 2.0, t = ts)[x]; };
  constexpr auto sum_t = sample_sum(t);
  constexpr auto mean_t = sample_mean(t);
  BOOST_TEST(slope(sum_t * sample_sum(x)) == 21);
  BOOST_TEST(slope(mean_t * sample_sum(x)) == 7);
  BOOST_TEST(slope(sum_t * sample_mean(x)) == 7);
  BOOST_TEST(slope(sum_t + sample_sum(sample_sum(x))) == 9);
  BOOST_TEST(slope(sample_sum(sample_sum(t * x))) == 21);
  BOOST_TEST(slope(sample_sum(sample_mean(t * x))) == 7);
  BOOST_TEST(slope(sample_mean(sample_sum(t * x))) == 7);
  BOOST_TEST(slope(sample_sum(t * sample_sum(square(x)))) == 84);
  BOOST_TEST(slope(sample_sum(t * x * sample_sum(x))) == 84);
  BOOST_TEST(slope(sample_sum(x) * sample_sum(t + x)) == 57);
  BOOST_TEST(hessian(square(sample_sum(x + t)), x = 2.0, t = ts)(x, x) == 18);
  BOOST_TEST(hessian(sum_t * square(sample_sum(x)), x = 2.0, t = ts)(x, x) == 126);
  BOOST_TEST(hessian_vector_product(square(sample_sum(x + t)), gradient(sum_t * x, x = 2.0, t = ts), x = 2.0, t = ts)[x] == 126);
  BOOST_TEST(gradient(diff(sample_sum(x + t) * square(y), y), x = 2.0, y = 0.5, t = ts)[x] == 3);
  BOOST_TEST(diff(sample_sum(x) * sample_sum(x * t), x, x)(t = ts) == 42);
}

BOOST_AUTO_TEST_CASE(nested_means) {
  // The variance of sin(x t), and of x t + y by both.
  const std::vector<double> ts{0.1, 0.9, 1.7, 2.4, 3.3};
  const double a = 0.8, n = static_cast<double>(ts.size());
  double mean = 0, mean_slope = 0;
  for (const double s : ts) mean += std::sin(a * s) / n, mean_slope += std::cos(a * s) * s / n;
  double variance = 0, slope = 0;
  for (const double s : ts) {
    const double d = std::sin(a * s) - mean;
    variance += d * d / n;
    slope += 2 * d * (std::cos(a * s) * s - mean_slope) / n;
  }
  const auto close = boost::test_tools::tolerance(1e-13);
  const auto r = value_and_gradient(sample_mean(square(sin(x * t) - sample_mean(sin(x * t)))), x = a, t = ts);
  BOOST_TEST(r.value == variance, close);
  BOOST_TEST(r.gradient[x] == slope, close);

  double plain = 0, spread = 0;
  for (const double s : ts) plain += s / n;
  for (const double s : ts) spread += (s - plain) * (s - plain) / n;
  const auto g = gradient(sample_mean(square((x * t + y) - sample_mean(x * t + y))), x = a, y = 5.0, t = ts);
  BOOST_TEST(g[x] == 2 * a * spread, close);
  BOOST_TEST(std::abs(g[y]) < 1e-14);
}

BOOST_AUTO_TEST_CASE(samples_that_only_some_branches_use) {
  const std::vector<double> ts{-2, -1, 1, 3};
  const auto g = gradient(sample_mean(where(0_c < t, log(t) * x, square(x))), x = 2.0, t = ts);
  BOOST_TEST(g[x] == (std::log(3.0) + 4 + 4) / 4, boost::test_tools::tolerance(1e-15));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
