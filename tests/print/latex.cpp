// SPDX-License-Identifier: BSL-1.0
// LaTeX: fixed examples, and that braces and delimiters are balanced in what is long.
#include <symdiff/derivative/diff.hpp>
#include <symdiff/notation/symbols.hpp>
#include <symdiff/notation/trace.hpp>
#include <symdiff/print/latex.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

using namespace symdiff;

namespace {

constexpr auto a = parameter<"a">;
constexpr auto b = parameter<"b">;
constexpr auto c = parameter<"c">;
constexpr auto x = parameter<"x">;
constexpr auto y = parameter<"y">;
constexpr auto t = input<"t">;

struct soft_sign_fn : elementary<"soft_sign"> {
  static constexpr auto value(auto u) { return u / (u < 0 ? 1 - u : 1 + u); }
  static constexpr auto derivative(auto u, auto) { return 1 / square(1 + abs(u)); }
};
struct smile_fn : elementary<"smile", "#1^{\\smile}_{#2}", 2> {
  static constexpr auto value(auto u, auto v) { return u + v; }
  template <int>
  static constexpr auto derivative(auto, auto, auto) { return 1.0; }
};

int count(const std::string& text, const std::string& what) {
  int n = 0;
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++n;
  return n;
}

}  // namespace

BOOST_AUTO_TEST_CASE(arithmetic) {
  BOOST_TEST(to_latex(a * square(t) + b * t + c) == "a \\, t^{2} + b \\, t + c");
  BOOST_TEST(to_latex(diff(square(x), x)) == "2 x");
  BOOST_TEST(to_latex(x / (y + 1)) == "\\frac{x}{y + 1}");
  BOOST_TEST(to_latex(-(x / y)) == "-\\frac{x}{y}");
  BOOST_TEST(to_latex(a - (b + c)) == "a - \\left(b + c\\right)");
  BOOST_TEST(to_latex((a + b) * (a - b)) == "\\left(a + b\\right) \\, \\left(a - b\\right)");
  BOOST_TEST(to_latex(a * (b * c)).find("left") == std::string::npos);
  BOOST_TEST(to_latex(square(x / y)) == "\\left(\\frac{x}{y}\\right)^{2}");
  BOOST_TEST(to_latex(pow(x, -2_c)) == "x^{-2}");
  BOOST_TEST(to_latex(pow(-x, y + 1)) == "\\left(-x\\right)^{y + 1}");
  BOOST_TEST(to_latex(square(square(x))) == "\\left(x^{2}\\right)^{2}");
}

BOOST_AUTO_TEST_CASE(numbers) {
  BOOST_TEST(to_latex(0.5_c * x) == "0.5 x");
  BOOST_TEST(to_latex(x * 1e-5) == "10^{-5} x");
  BOOST_TEST(to_latex(x * 2.5e20) == "2.5 \\cdot 10^{20} x");
  BOOST_TEST(to_latex(3_c * (x * 7.0)) == "3 \\cdot 7 x");
  BOOST_TEST(to_latex(pi * x) == "\\pi x");
  BOOST_TEST(to_latex(diff(erf(x), x)) == "\\frac{2}{\\sqrt{\\pi}} \\exp\\left(-x^{2}\\right)");
  BOOST_TEST(to_latex(detail::log_of_2 * x) == "\\left(\\ln 2\\right) x");
  BOOST_TEST(to_latex(x + -0.5) == "x - 0.5");
}

BOOST_AUTO_TEST_CASE(functions) {
  BOOST_TEST(to_latex(sin(x)) == "\\sin\\left(x\\right)");
  BOOST_TEST(to_latex(square(sin(x))) == "\\sin^{2}\\left(x\\right)");
  BOOST_TEST(to_latex(sqrt(x + 1)) == "\\sqrt{x + 1}");
  BOOST_TEST(to_latex(cbrt(x)) == "\\sqrt[3]{x}");
  BOOST_TEST(to_latex(abs(x)) == "\\left|x\\right|");
  BOOST_TEST(to_latex(floor(x)) == "\\left\\lfloor x\\right\\rfloor");
  BOOST_TEST(to_latex(erf(x)) == "\\operatorname{erf}\\left(x\\right)");
  BOOST_TEST(to_latex(log10(x)) == "\\log_{10}\\left(x\\right)");
  BOOST_TEST(to_latex(atan2(y, x)) == "\\operatorname{atan2}\\left(y, x\\right)");
  BOOST_TEST(to_latex(diff(digamma(x), x)) == "\\psi^{\\left(1\\right)}\\left(x\\right)");
  BOOST_TEST(to_latex(sample_mean(square(t))) == "\\operatorname{mean}\\left(t^{2}\\right)");
  BOOST_TEST(to_latex(function<soft_sign_fn>(x)) == "\\operatorname{soft\\_sign}\\left(x\\right)");
  BOOST_TEST(to_latex(function<smile_fn>(x, y + 1)) == "x^{\\smile}_{y + 1}");
}

BOOST_AUTO_TEST_CASE(conditions) {
  BOOST_TEST(to_latex(where(x < y, x, -y)) ==
             "\\begin{cases} x & \\text{if } x < y \\\\ -y & \\text{otherwise} \\end{cases}");
  BOOST_TEST(to_latex(2 * where(x < y, x, y)).find("\\left(\\begin{cases}") != std::string::npos);
  BOOST_TEST(to_latex(x <= y) == "x \\le y");
  BOOST_TEST(to_latex(x != y) == "x \\ne y");
  BOOST_TEST(to_latex(!(x < y)) == "\\neg \\left(x < y\\right)");
  BOOST_TEST(to_latex(((x < y) || (x == 0)) && (y <= 1)) == "\\left(x < y \\lor x = 0\\right) \\land y \\le 1");
}

BOOST_AUTO_TEST_CASE(names) {
  BOOST_TEST(to_latex(parameter<"speed">) == "\\mathrm{speed}");
  BOOST_TEST(to_latex(parameter<"alpha">) == "\\alpha");
  BOOST_TEST(to_latex(parameter<"x1">) == "x_{1}");
  BOOST_TEST(to_latex(parameter<"x_12">) == "x_{12}");
  BOOST_TEST(to_latex(parameter<"sigma2">) == "\\sigma_{2}");
  BOOST_TEST(to_latex(parameter<"speed2">) == "\\mathrm{speed}_{2}");
  BOOST_TEST(to_latex(parameter<"w_max">) == "w_{\\mathrm{max}}");
  BOOST_TEST(to_latex(parameter<"learning_rate">) == "\\mathrm{learning\\_rate}");
  BOOST_TEST(to_latex(parameter<"_">) == "\\_");
  BOOST_TEST(to_latex(parameter<"a&b">) == "\\mathrm{a\\&b}");
  BOOST_TEST(to_latex(parameter<"α">) == "α");
  BOOST_TEST(to_latex(square(parameter<"x1">)) == "x_{1}^{2}");
}

BOOST_AUTO_TEST_CASE(long_formulas_share) {
  constexpr auto chain = trace<"x", "y">([](auto u, auto p) {
    for (int i = 0; i < 40; ++i) u = sin(u) * u + exp(-square(u)) / (1 + square(u)) + abs(p);
    return where(u < p, u, p);
  });
  const std::string text = to_latex(diff(chain, x));
  BOOST_TEST(text.size() > 4000u);
  BOOST_TEST(text.size() < 60000u);
  BOOST_TEST(text.find("\\begin{aligned}\nt_{1} &= ") == 0u);
  BOOST_TEST(count(text, "{") == count(text, "}"));
  BOOST_TEST(count(text, "\\left") == count(text, "\\right"));
  BOOST_TEST(count(text, "\\begin") == count(text, "\\end"));
}
