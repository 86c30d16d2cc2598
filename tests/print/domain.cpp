// SPDX-License-Identifier: BSL-1.0
// Where expressions are finite: proven by the compiler, in words, and at given values. Intervals contain what they bound.
#include <symdiff/symdiff.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>
#include <random>
#include <span>
#include <sstream>
#include <vector>

using namespace symdiff;

namespace {

constexpr auto x = parameter<"x">;
constexpr auto y = parameter<"y">;
constexpr auto sigma = parameter<"sigma">;
constexpr auto v = parameter<"v", 3>;

// Declared intervals.
static_assert(!domain(log(sigma)).holds && domain(log(sigma), sigma.in(0_c)).holds_for_derivatives);
static_assert(!domain(log(sigma), sigma.in_closed(0_c)).holds && !domain(log(sigma), x.in(0_c)).holds);
static_assert(domain(sqrt(sigma), sigma.in_closed(0)).holds && !domain(sqrt(sigma), sigma.in_closed(0)).holds_for_derivatives);
static_assert(domain(acos(x), x.in(-1_c, 1_c)).holds_for_derivatives && !domain(acos(2_c * x), x.in(-1_c, 1_c)).holds);
static_assert(domain(acos(x), x.in_closed(-1, 1)).holds && !domain(acos(x), x.in_closed(-1, 1)).holds_for_derivatives);
static_assert(domain(x / sigma, sigma.in(-3_c, 0_c)).holds && !domain(x / sigma, sigma.in(-3_c, 1_c)).holds);
static_assert(domain(log(0.5 * sigma - 1), sigma.in(2)).holds && domain(log(3_c - x * y), x.in(0, 1), y.in(-1, 3)).holds);

// What ranges prove.
static_assert(domain(sqrt(1_c + x * x)).holds_for_derivatives && domain(1_c / (1_c + exp(-x))).holds_for_derivatives);
static_assert(domain(log(sigmoid(x)) + logit(normal_cdf(x)) + log(max(x, 1_c))).holds_for_derivatives);
static_assert(domain(norm(v)).holds_for_derivatives && domain(log(sum(exp(v)))).holds_for_derivatives);
static_assert(domain(sqrt(cosh(x) - 0.5_c)).holds_for_derivatives && !domain(sqrt(sin(x))).holds);

// Branches.
static_assert(domain(where(1_c < x, log(x - 1_c), x)).holds_for_derivatives && !domain(where(1_c < x, log(x - 2_c), x)).holds);
static_assert(domain(where(x == 0_c, 1_c, sin(x) / x)).holds_for_derivatives);
static_assert(domain(where(x <= 0_c || y <= 0_c, 0_c, log(x) * log(y))).holds_for_derivatives);
static_assert(!domain(where(0_c < x, log(x), 0_c) + log(x)).holds);

// Powers by their exponent, and two arguments.
static_assert(domain(pow(x, 3_c)).holds_for_derivatives && !domain(pow(x, -3_c)).holds && !domain(pow(x, 1.5_c)).holds);
static_assert(domain(pow(x, 1.5_c), x.in_closed(0)).holds_for_derivatives && domain(pow(x, 0.5_c), x.in_closed(0)).holds);
static_assert(!domain(pow(x, 0.5_c), x.in_closed(0)).holds_for_derivatives && !domain(pow(x, y)).holds);
static_assert(domain(atan2(x, y)).holds && !domain(atan2(x, y)).holds_for_derivatives);
static_assert(domain(atan2(x, y), y.in(0)).holds_for_derivatives);

struct half_line_fn : elementary<"half_line"> {
  using domain = positive;
  static constexpr auto value(auto x) { return 1 / x; }
  static constexpr auto derivative(auto x, auto /*f*/) { return -1 / square(x); }
};
static_assert(!symdiff::domain(function<half_line_fn>(x)).holds && symdiff::domain(function<half_line_fn>(exp(x))).holds);

// In words; a formula with names, functions, powers and a choice.
constexpr auto norm_of_two = sqrt(square(x / 3_c) + pow(y, 4_c)) + where(x < y && !(x == 0_c), max(x, y), -x);
static_assert(words(domain(sin(x))) == "everywhere");
static_assert(words(domain(y * log(x - 1_c))) == "x > 1 because of log(x - 1) in y*log(x - 1)");
static_assert(words(domain(sqrt(0.1_c - 2.5 * x), y.in(0_c))) ==
              "2.5*x <= 0.1 because of sqrt(0.1 - 2.5*x)\n2.5*x < 0.1 for derivatives, because of sqrt(0.1 - 2.5*x)");
static_assert(words(domain(acos(x), x.in_closed(-1, 1))) == "-1 < x < 1 for derivatives, because of acos(x)");
static_assert(words(domain(log(element<1>(v)) + sum(log(stack(x, -y))))) ==
              "stack(x, -y) > 0 because of log(stack(x, -y)) in log(v[1]) + sum(log(stack(x, -y)))\n"
              "v[1] > 0 because of log(v[1]) in log(v[1]) + sum(log(stack(x, -y)))");
static_assert(std::string_view(words(domain(log(norm_of_two / sigma)))).starts_with("sigma != 0 because of "));

BOOST_AUTO_TEST_SUITE(print)

BOOST_AUTO_TEST_CASE(words_are_printed) {
  std::ostringstream out;
  out << words(domain(log(x))) << ';' << words(domain(x)) << ';' << domain(log(x));
  BOOST_TEST(out.str() == "x > 0 because of log(x);everywhere;x > 0 because of log(x)");
}

BOOST_AUTO_TEST_CASE(in_words) {
  const auto words = [](const auto& d) {
    std::ostringstream out;
    out << d;
    BOOST_TEST(out.str() == to_string(d));
    return out.str();
  };
  BOOST_TEST(words(domain(sin(x))) == "everywhere");
  BOOST_TEST(words(domain(log(x))) == "x > 0 because of log(x)");
  BOOST_TEST(words(domain(y * log(x - 1_c))) == "x > 1 because of log(x - 1) in y*log(x - 1)");
  BOOST_TEST(words(domain(sqrt(1_c - 2_c * x))) ==
             "x <= 0.5 because of sqrt(1 - 2*x)\nx < 0.5 for derivatives, because of sqrt(1 - 2*x)");
  BOOST_TEST(words(domain(acos(x), x.in_closed(-1, 1))) == "-1 < x < 1 for derivatives, because of acos(x)");
  BOOST_TEST(words(domain(x / (y - x))) == "y - x != 0 because of x/(y - x)");
  BOOST_TEST(words(domain(atan2(y, x))) == "(y, x) != (0, 0) for derivatives, because of atan2(y, x)");
  BOOST_TEST(words(domain(pow(x, y))) == "x > 0 because of x^y");
  BOOST_TEST(words(domain(log(x) + sqrt(sigma), sigma.in(0_c))) == "x > 0 because of log(x) in log(x) + sqrt(sigma)");
  BOOST_TEST(words(symdiff::domain(function<half_line_fn>(x))) == "x > 0 because of half_line(x)");
}

BOOST_AUTO_TEST_CASE(at_values) {
  const auto e = y * log(x - 2_c) + sqrt(y);
  BOOST_TEST(check_domain(e, x = 1.0, y = 4.0).value == "log(x - 2): x - 2 is -1, and must be > 0");
  BOOST_TEST(check_domain(e, x = 3.0, y = -4.0).value == "sqrt(y): y is -4, and must be >= 0");
  BOOST_TEST(check_domain(e, x = 3.0, y = 0.0).value.empty());
  BOOST_TEST(check_domain(e, x = 3.0, y = 0.0).derivatives == "sqrt(y): y is 0, and must be > 0 for derivatives");
  BOOST_TEST(bool(check_domain(e, x = 3.0f, y = 1.0f)));
  BOOST_TEST(check_domain(acos(x), x = 2.0).value == "acos(x): x is 2, and must be >= -1 and <= 1");
  BOOST_TEST(check_domain(sqrt(log(v)), v = std::array{2.0, 1.0, 0.5}).value ==
             "sqrt(log(v)): element 2 of log(v) is -0.6931471805599453, and must be >= 0");
  BOOST_TEST(check_domain(where(0_c < x, log(x), sqrt(y)), x = 1.0, y = -1.0).value.empty());
  BOOST_TEST(!check_domain(where(0_c < x, log(x), sqrt(y)), x = -1.0, y = -1.0).value.empty());
  BOOST_TEST(check_domain(1_c / x, x = 0.0).value == "1/x: x is 0, and must be != 0");
  BOOST_TEST(check_domain(sin(x), x = 0.0).value.empty());
  BOOST_TEST(check_domain(log(x), x = std::nan("")).value == "log(x): x is nan, and must be > 0");
}

BOOST_AUTO_TEST_CASE(over_samples) {
  constexpr auto t = input<"t">;
  constexpr auto u = input<"u", 2>;
  const std::vector<double> times{5, 4, 3, 2, 1, -1};
  const std::vector<float> points{1, 2, 3, 0, 5, 6, 7, -1, 9, 10, 11, 12};
  const auto e = y * log(t - 2_c) + sqrt(t);
  const auto found = check_domain(e, t = times, y = 4.0);
  BOOST_TEST(found.value == "log(t - 2): t - 2 is 0 at sample 3, and must be > 0");
  BOOST_TEST(found.derivatives == "sqrt(t): t is -1 at sample 5, and must be > 0 for derivatives");
  BOOST_TEST(bool(check_domain(sample_mean(e), t = std::span(times).first(3), y = 4.0)));
  BOOST_TEST(check_domain(sample_mean(e), dataset{t = times, input<"more"> = times}, parameters{y = 1.0, x = 2.0}).value == found.value);
  BOOST_TEST(check_domain(where(t < 2.5_c, 0_c, e), t = times, y = 4.0).value.empty());
  BOOST_TEST(check_domain(sum(log(u)) * sqrt(t), t = times, u = points).value ==
             "log(u): element 1 of u is 0 at sample 1, and must be > 0");
  BOOST_TEST(check_domain(log(t), t = 0.0).value == "log(t): t is 0, and must be > 0");
  BOOST_TEST(check_domain(log(3_c - sample_mean(t)), t = times).value.empty());
  BOOST_TEST(!check_domain(log(sample_mean(t) - 3_c), t = times).value.empty());
  const std::vector<double> few{1, 2}, none;
  BOOST_CHECK_THROW(check_domain(sum(log(u)) * sqrt(t), t = few, u = points), std::invalid_argument);
  BOOST_CHECK_THROW(check_domain(log(t), t = none), std::invalid_argument);
}

/// Values of an expression over intervals lie within the bounds that are found for it.
template <class E>
void is_bounded(const E& e, double low, double high) {
  const detail::bounds symbols[]{{low, high, false, false, false, false}, {low, high, false, false, false, false}};
  const detail::bounds_of_nodes<std::remove_cvref_t<decltype(E::graph)>> found(E::graph, symbols, nullptr,
                                                                              [](int) { return detail::bounds{}; });
  std::mt19937 random(7);
  std::uniform_real_distribution<double> inside(low, high);
  for (int i = 0; i < 200; ++i) {
    const double at[]{i == 0 ? low : i == 1 ? high : inside(random), i % 2 == 0 ? low : inside(random)};
    const double value = evaluate(e + 0 * (x + y), x = at[0], y = at[1]);
    BOOST_TEST(found.at[E::graph.node_count - 1].has(value), to_string(e) << " is " << value << " at " << at[0] << ", " << at[1]);
  }
}

BOOST_AUTO_TEST_CASE(bounds_contain_values) {
  for (const auto& [low, high] : {std::pair{-2.0, 3.0}, {0.5, 7.0}, {-5.0, -0.25}, {0.0, 1.0}}) {
    is_bounded(x * y - x, low, high);
    is_bounded(square(x - 2_c * y) + x, low, high);
    is_bounded(-x * (y + 3_c) / (square(x) + 1_c), low, high);
    is_bounded(max(x, -y) + where(x < y, x, 2_c * y), low, high);
    is_bounded(exp(x) * sigmoid(y) + abs(x) * pow(y, 3_c), low, high);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
