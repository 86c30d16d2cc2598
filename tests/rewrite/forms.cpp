// SPDX-License-Identifier: BSL-1.0
// What people write with exponentials, logarithms and probabilities, with exact constants and with plain numbers: value and
// derivatives against what was written in 100 digits, at ordinary arguments and where exponentials overflow, vanish or
// cancel. Also sums of exponentials drawn at random. The graphs are built, rewritten and differentiated at run time. More:
//   forms -- COUNT SEED
#include "../properties/run_time_rows.hpp"

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/test/unit_test.hpp>

#include <cmath>
#include <limits>
#include <memory>
#include <random>
#include <string>
#include <vector>

using namespace symdiff;
using namespace symdiff::detail;

namespace {

using wide = boost::multiprecision::cpp_bin_float_100;
const auto rows = run_time_rows::make_rows<wide>(all_rows{});

constexpr symbol_id symbols[]{parameter<"x">.graph.symbols[0], parameter<"y">.graph.symbols[0]};

/// The value, and the derivatives by x, y, x twice, x and y, y twice.
constexpr int quantities = 6;
constexpr const char* quantity_names[]{"f", "fx", "fy", "fxx", "fxy", "fyy"};

/// A graph of those, as written or rewritten. Plain numbers are leaves, with their values.
struct derived {
  std::unique_ptr<builder> b = std::make_unique<builder>();
  std::vector<double> numbers;
  int roots[quantities]{};

  traced number(double value) {
    numbers.push_back(value);
    return {*b, b->leaf(op::number, static_cast<int>(numbers.size()) - 1)};
  }
  traced symbol(int k) { return {*b, b->symbol(symbols[k])}; }

  void derive(const traced& f, bool rewrites) {
    roots[0] = rewrites ? std::make_unique<rewriting>(*b)->moved[f.node] : f.node;
    const int by[]{b->symbol(symbols[0]), b->symbol(symbols[1])};
    const auto sweep = [&](int root, int x, int y) {
      const auto s = std::make_unique<reverse_sweep>(*b);
      s->run(root, by, 2);
      if (x >= 0) roots[x] = s->derivative(by[0]);
      roots[y] = s->derivative(by[1]);
    };
    sweep(roots[0], 1, 2);
    sweep(roots[1], 3, 4);
    sweep(roots[2], -1, 5);
  }

  template <class T>
  std::vector<T> evaluate(double x, double y) const {
    std::vector<T> v(static_cast<std::size_t>(b->size));
    for (int i = 0; i < b->size; ++i) {
      const word node = b->nodes[i];
      T& result = v[static_cast<std::size_t>(i)];
      switch (op_of(node)) {
        case op::constant: result = T(b->value(i)); break;
        case op::number: result = T(numbers[static_cast<std::size_t>(first_of(node))]); break;
        case op::named: result = named_value<T>(static_cast<named>(first_of(node))); break;
        case op::symbol: result = T(b->symbols[first_of(node)] == symbols[0] ? x : y); break;
        default: {
          const T from[]{v[static_cast<std::size_t>(first_of(node))], v[static_cast<std::size_t>(second_of(node))],
                         v[static_cast<std::size_t>(third_of(node))]};
          const auto& row = run_time_rows::row_of_code(rows, op_of(node));
          if constexpr (std::same_as<T, double>) result = row.in_double(from);
          else result = row.in_wide(from);
        }
      }
    }
    std::vector<T> all;
    for (const int root : roots) all.push_back(v[static_cast<std::size_t>(root)]);
    return all;
  }
};

double units(double found, const wide& truth) {
  if (found == static_cast<double>(truth)) return 0;
  if (!std::isfinite(found)) return std::numeric_limits<double>::infinity();
  int exponent = 0;
  std::frexp(static_cast<double>(truth), &exponent);
  return static_cast<double>(abs(wide(found) - truth) / std::max(std::ldexp(1.0, exponent - 53), std::numeric_limits<double>::denorm_min()));
}

/// A form of x, y and the number 1, which is a constant or plain.
struct form {
  const char* text;
  traced (*make)(traced x, traced y, traced one);
  int orders = 2;    // of derivatives that are compared: those of shares have a root where shares are equal
  double slack = 1;  // for sums that are added in another order
};

const form forms[]{
    {"log(1 + exp(x))", [](traced x, traced, traced one) { return log(one + exp(x)); }},
    {"log1p(exp(x))", [](traced x, traced, traced) { return log1p(exp(x)); }},
    {"1 / (1 + exp(-x))", [](traced x, traced, traced one) { return one / (one + exp(-x)); }},
    {"exp(x) / (1 + exp(x))", [](traced x, traced, traced one) { return exp(x) / (one + exp(x)); }},
    {"y / (1 + exp(-x))", [](traced x, traced y, traced one) { return y / (one + exp(-x)); }},
    {"1 / (3 + 2 exp(x))", [](traced x, traced, traced one) { return one / (3 + 2 * exp(x)); }},
    {"log(1 / (1 + exp(-x)))", [](traced x, traced, traced one) { return log(one / (one + exp(-x))); }},
    {"log(1 - 1 / (1 + exp(-x)))", [](traced x, traced, traced one) { return log(one - one / (one + exp(-x))); }},
    {"log(1 - sigmoid(x))", [](traced x, traced, traced one) { return log(one - sigmoid(x)); }},
    {"1 - sigmoid(x)", [](traced x, traced, traced one) { return one - sigmoid(x); }},
    {"1 - cos(x)", [](traced x, traced, traced one) { return one - cos(x); }},
    {"exp(x) - 1", [](traced x, traced, traced one) { return exp(x) - one; }},
    {"1 - exp(x)", [](traced x, traced, traced one) { return one - exp(x); }},
    {"log(1 + x)", [](traced x, traced, traced one) { return log(one + x); }},
    {"log(1 - exp(x))", [](traced x, traced, traced one) { return log(one - exp(x)); }},
    {"log(exp(x) - 1)", [](traced x, traced, traced one) { return log(exp(x) - one); }},
    {"log(exp(x) + exp(y))", [](traced x, traced y, traced) { return log(exp(x) + exp(y)); }},
    {"log(exp(x) - exp(y))", [](traced x, traced y, traced) { return log(exp(x) - exp(y)); }},
    {"log(1 + exp(x) + exp(y))", [](traced x, traced y, traced one) { return log(one + exp(x) + exp(y)); }},
    {"log(2 exp(x) + exp(y) / 3)", [](traced x, traced y, traced) { return log(2 * exp(x) + exp(y) / 3); }},
    {"log((exp(x) + exp(y)) / 2)", [](traced x, traced y, traced) { return log((exp(x) + exp(y)) / 2); }},
    {"exp(x) / (exp(x) + exp(y))", [](traced x, traced y, traced) { return exp(x) / (exp(x) + exp(y)); }},
    {"exp(x) / (1 + exp(x) + exp(y))", [](traced x, traced y, traced one) { return exp(x) / (one + exp(x) + exp(y)); }, 1},
    {"log(exp(x) / (exp(x) + exp(y)))", [](traced x, traced y, traced) { return log(exp(x) / (exp(x) + exp(y))); }},
    {"log(normal_cdf(x))", [](traced x, traced, traced) { return log(normal_cdf(x)); }},
    {"log(1 - normal_cdf(x))", [](traced x, traced, traced one) { return log(one - normal_cdf(x)); }},
    {"log(erfc(x))", [](traced x, traced, traced) { return log(erfc(x)); }},
    {"log(1 - erf(x))", [](traced x, traced, traced one) { return log(one - erf(x)); }},
    {"1 - erf(x)", [](traced x, traced, traced one) { return one - erf(x); }},
    {"1 + erf(x)", [](traced x, traced, traced one) { return one + erf(x); }},
    {"log(erfc(-x / sqrt(2)) / 2)", [](traced x, traced, traced one) { return log(one * 0.5 * erfc(-x / sqrt(0 * x + 2))); }},
    {"sigmoid(x) - sigmoid(y)", [](traced x, traced y, traced) { return sigmoid(x) - sigmoid(y); }},
    {"log(sigmoid(x) - sigmoid(y))", [](traced x, traced y, traced) { return log(sigmoid(x) - sigmoid(y)); }},
    {"lgamma(x + y) - lgamma(x)", [](traced x, traced y, traced) { return lgamma(x + y) - lgamma(x); }},
    {"lgamma(x) + lgamma(y) - lgamma(x + y)", [](traced x, traced y, traced) { return lgamma(x) + lgamma(y) - lgamma(x + y); }},
    {"lgamma(x) - lgamma(x + y) + lgamma(y)", [](traced x, traced y, traced) { return lgamma(x) - lgamma(x + y) + lgamma(y); }},
    {"lgamma(x + 1) - lgamma(y + 1) - lgamma(x - y + 1)",
     [](traced x, traced y, traced one) { return lgamma(x + one) - lgamma(y + one) - lgamma(x - y + one); }, 2, 30},
    {"lgamma(x + y) - lgamma(y + 1) - lgamma(x)", [](traced x, traced y, traced one) { return lgamma(x + y) - lgamma(y + one) - lgamma(x); }, 2, 10}};

const double points[]{-1e5, -750, -40.25, -17, -6.5, -2, -0.75, -1e-3, 1e-9, 0.02, 1.625, 3.3, 9, 17, 40, 120.7, 706.1, 3e4};

/// Compares at a point; how many numbers were.
int compare(const std::string& text, const derived& written, const derived& computed, double x, double y, int orders, double slack = 1) {
  const std::vector<wide> truth = written.evaluate<wide>(x, y);
  if (!(abs(truth[0]) < 1e300)) return 0;
  const std::vector<double> found = computed.evaluate<double>(x, y), as_written = written.evaluate<double>(x, y);
  const bool is_apart = std::abs(x) > 0.5 && std::abs(y) > 0.5 && std::abs(x - y) > 0.5;
  int count = 0;
  for (std::size_t k = 0; k < quantities && k < (orders == 1 || !is_apart ? 3 : 6); ++k) {
    const wide size = abs(truth[k]);
    if (!(size < 1e300 && (size > 1e-300 || size == 0))) continue;
    ++count;
    // How much rounding of the arguments alone moves it; of second derivatives twice what it moves the first.
    const auto condition = [&](std::size_t of, std::size_t by_x, std::size_t by_y) {
      return truth[of] == 0 ? 0 : static_cast<double>((abs(truth[by_x] * x) + abs(truth[by_y] * y)) / abs(truth[of]));
    };
    const double by_arguments = k == 0   ? condition(0, 1, 2)
                                : k == 1 ? condition(1, 3, 4)
                                : k == 2 ? condition(2, 4, 5)
                                         : 2 * std::max(condition(1, 3, 4), condition(2, 4, 5)) + std::abs(x) + std::abs(y);
    const double allowed = std::max(units(as_written[k], truth[k]) + 0.5, slack * (12 + 4 * by_arguments)), off = units(found[k], truth[k]);
    if (off <= allowed || (size == 0 && std::abs(found[k]) < (slack - 1) * 1e-16 * (std::abs(x) + std::abs(y)) + 1e-300)) continue;
    BOOST_TEST_ERROR(text << ": " << quantity_names[k] << " at " << x << ", " << y << " is " << found[k] << " instead of " << truth[k].str(17)
                          << ", off by " << off << " units of which " << allowed << " are allowed; as written " << as_written[k]);
  }
  return count;
}

BOOST_AUTO_TEST_SUITE(rewritten_forms)

BOOST_AUTO_TEST_CASE(what_people_write) {
  for (const form& f : forms)
    for (const bool is_plain : {false, true}) {
      derived written, computed;
      const auto make = [&](derived& d, bool rewrites) {
        const traced one = is_plain ? d.number(1) : traced(*d.b, d.b->constant(1));
        d.derive(f.make(d.symbol(0), d.symbol(1), one), rewrites);
      };
      make(written, false), make(computed, true);
      const bool has_y = written.roots[2] != written.b->constant(0);
      int count = 0;
      for (const double x : points)
        for (const double y : {-750.0, -17.0, -2.0, 0.02, 3.3, 9.0, 40.0, 706.1})
          if (has_y || y == 9) count += compare(f.text + std::string(is_plain ? ", plain" : ""), written, computed, x, y, f.orders, f.slack);
      BOOST_TEST(count > 20, f.text << " was compared at " << count << " points only");
    }
}

/// A sum of coefficients times exponentials, of which some are negative.
struct random_sum {
  std::mt19937_64 random;
  int below(int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); }

  void make(derived& d, std::uint64_t seed, bool rewrites, bool& is_positive, int& terms) {
    random.seed(seed);
    const traced x = d.symbol(0), y = d.symbol(1);
    const auto exponent = [&]() -> traced {
      switch (below(6)) {
        case 0: return x;
        case 1: return y;
        case 2: return -x;
        case 3: return x - y;
        case 4: return 0.5 * x + y;
        default: return 2 * y - 1;
      }
    };
    traced sum;
    terms = 1 + below(5);
    is_positive = true;
    for (int k = 0; k < terms; ++k) {
      traced term = exp(exponent());
      switch (below(8)) {
        case 0: term = 2 * term; break;
        case 1: term = term / 3; break;
        case 2: term = d.number(0.25 * (1 + below(20))) * term; break;
        case 3: term = k == 0 ? term : traced(*d.b, d.b->constant(1)); break;
        case 4: term = k == 0 ? term : d.number(1 + below(3)); break;
        default: break;
      }
      const bool is_negative = k > 0 && below(6) == 0;
      is_positive &= !is_negative;
      sum = k == 0 ? term : is_negative ? sum - term : sum + term;
    }
    if (below(4) == 0) sum = sum / 4;
    d.derive(log(sum), rewrites);
  }
};

BOOST_AUTO_TEST_CASE(sums_of_exponentials) {
  auto& arguments = boost::unit_test::framework::master_test_suite();
  const int most = arguments.argc > 1 ? std::atoi(arguments.argv[1]) : 60;
  const std::uint64_t first = arguments.argc > 2 ? std::strtoull(arguments.argv[2], nullptr, 10) : 1;
  random_sum draw;
  int count = 0;
  for (std::uint64_t seed = first; seed < first + static_cast<std::uint64_t>(most); ++seed) {
    derived written, computed;
    bool is_positive = false;
    int terms = 0;
    draw.make(written, seed, false, is_positive, terms);
    draw.make(computed, seed, true, is_positive, terms);
    if (!is_positive) continue;  // where it cancels, no number of units is the right one
    for (int k = 0; k < 6; ++k) {
      const double x = std::ldexp(draw.below(2001) - 1000, -draw.below(8)), y = std::ldexp(draw.below(2001) - 1000, -draw.below(8));
      count += compare("seed " + std::to_string(seed), written, computed, x, y, 1);
    }
  }
  BOOST_TEST(count > most);
}

/// Terms that share their parts have many ways down, and rewriting takes no longer for it.
BOOST_AUTO_TEST_CASE(shared_sums) {
  derived d;
  const traced x = d.symbol(0), y = d.symbol(1);
  traced sum = exp(x) + exp(y);
  for (int k = 0; k < 200; ++k) sum = sum * x + sum;
  d.derive(log(sum) + exp(x) / sum, true);
  BOOST_TEST((d.b->flaw == fault::none));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
