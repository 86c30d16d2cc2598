// SPDX-License-Identifier: BSL-1.0
// Products, quotients, powers and roots of one base, drawn at random: value and derivatives of orders 1 to 4 are as close to
// the truth as those of what was written, at huge and subnormal numbers too, and at 0 they are the limit where that is finite.
// More forms: powers --run_test=rewrites_of_powers/at_random -- 100000
#include "../properties/run_time_rows.hpp"

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/test/unit_test.hpp>

#include <cmath>
#include <cstdlib>
#include <limits>
#include <memory>
#include <random>
#include <sstream>
#include <string>
#include <vector>

namespace {

using namespace run_time_rows;
using wide = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<50, boost::multiprecision::digit_base_10, void, long long>>;
const auto rows = make_rows<wide>(all_rows{});
constexpr int orders = 5;

const symbol_id x_id = parameter<"x">.graph.symbols[0], y_id = parameter<"y">.graph.symbols[0];

/// A form as nodes of a builder, drawn again from the same seed wherever it is wanted.
struct form {
  builder& b;
  std::mt19937 random;
  int x, y;
  std::string text;

  form(builder& graph, unsigned seed) : b(graph), random(seed), x(b.symbol(x_id)), y(b.symbol(y_id)) {}

  int below(int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); }

  bool is_under_a_root = false;  // where the other symbol would decide whether it is a number

  int power_of_x(int depth) {
    static constexpr double exponents[]{0.5, 1.5, 2.5, 3, 4, -1, -0.5, 0.1, 1.1, 2, 0.25, -2};
    if (depth == 0) return x;
    const bool was_under_a_root = is_under_a_root;
    is_under_a_root = true;
    const int u = below(3) == 0 ? product(depth - 1) : power_of_x(depth - 1);
    is_under_a_root = was_under_a_root;
    switch (below(7)) {
      case 0: return b.apply(op::square_root, u);
      case 1: return b.apply(cbrt_code, u);
      case 2: return b.apply(op::square, u);
      case 3: return b.apply(abs_code, u);
      case 4:
      case 5: return b.apply(op::power, u, b.constant(exponents[below(12)]));
      default: return u;
    }
  }
  int product(int depth) {
    const int u = depth == 0 ? x : below(2) == 0 ? power_of_x(depth) : product(depth - 1);
    const int v = depth == 0 || below(2) == 0 ? power_of_x(below(3)) : product(depth - 1);
    switch (below(9)) {
      case 0:
      case 1: return b.apply(op::divide, u, v);
      case 2: return b.apply(op::multiply, b.constant(below(2) == 0 ? 2 : 3), u);
      case 3: return is_under_a_root ? u : b.apply(op::multiply, y, u);
      default: return b.apply(op::multiply, u, v);
    }
  }
  int draw() {
    const int u = product(1 + below(3));
    return below(6) == 0 ? b.apply(op::negate, u) : u;
  }
};

/// A form and its derivatives, as they are computed or exactly as it was written.
struct derivatives {
  std::unique_ptr<builder> b = std::make_unique<builder>();
  int roots[orders]{};

  derivatives(unsigned seed, bool is_verbatim) {
    form f(*b, seed);
    roots[0] = f.draw();
    b->is_verbatim = is_verbatim;
    if (!is_verbatim) roots[0] = std::make_unique<rewriting>(*b)->moved[roots[0]];
    for (int k = 1; k < orders; ++k) {
      const auto sweep = std::make_unique<reverse_sweep>(*b);
      sweep->run(roots[k - 1], &f.x, 1);
      roots[k] = sweep->derivative(f.x);
    }
  }

  template <class T>
  std::vector<T> at(const T& x, const T& y) const {
    std::vector<T> v(static_cast<std::size_t>(b->size));
    bool needed[most_nodes]{};
    mark_needed(*b, roots, orders, needed);
    for (int i = 0; i < b->size; ++i) {
      if (!needed[i]) continue;
      const word node = b->nodes[i];
      T& value = v[static_cast<std::size_t>(i)];
      if (op_of(node) == op::constant) value = T(b->value(i));
      else if (op_of(node) == op::symbol) value = b->symbols[first_of(node)] == x_id ? x : y;
      else {
        T from[3]{};
        for (int k = 0; k < arity_of(node); ++k) from[k] = v[static_cast<std::size_t>(operand_of(node, k))];
        const auto& row = row_of_code(rows, op_of(node));
        if constexpr (std::is_same_v<T, double>) value = row.in_double(from);
        else value = row.in_wide(from);
      }
    }
    std::vector<T> result;
    for (const int r : roots) result.push_back(v[static_cast<std::size_t>(r)]);
    return result;
  }

  bool has_sign() const {
    for (int i = 0; i < b->size; ++i)
      if (b->op_at(i) == sign_code) return true;
    return false;
  }

  std::string text_of(int i) const {
    const word node = b->nodes[i];
    std::ostringstream s;
    if (op_of(node) == op::constant) s << b->value(i);
    else if (op_of(node) == op::symbol) s << b->symbols[first_of(node)].name.text;
    else {
      s << row_of_code(rows, op_of(node)).name << "(";
      for (int k = 0; k < arity_of(node); ++k) s << (k ? ", " : "") << text_of(operand_of(node, k));
      s << ")";
    }
    return s.str();
  }
};

/// The limit at 0 from above, or NaN where it is infinite or can't be told.
bool has_limit(const std::vector<wide> (&near)[3], std::size_t k, wide& limit) {
  const wide a = near[0][k], c = near[1][k], d = near[2][k];
  if (!(a == a) || !(c == c) || !(d == d)) return false;
  if (abs(d) <= wide(0.2) * abs(c) && abs(c) <= wide(0.2) * abs(a)) {
    limit = 0;
    return true;
  }
  limit = d;
  return abs(d - c) <= abs(d) * wide(1e-20) && abs(d) < wide(1e20);
}

struct counts {
  int compared = 0, at_zero = 0, better = 0;
};

std::string fault_of(unsigned seed, counts& count) {
  const derivatives computed(seed, false), written(seed, true);
  const auto say = [&](double x, double y, std::size_t k, double found, double as_written, const wide& truth) {
    std::ostringstream s;
    s << written.text_of(written.roots[0]) << ", order " << k << " at x = " << x << ", y = " << y << ": " << found << ", as written "
      << as_written << ", right " << truth.str(17) << " (seed " << seed << ")";
    return s.str();
  };
  for (const double y : {2.0, 1e-200})
    for (const double m : {5e-324, 1e-310, 1e-200, 1e-20, 0.3, 1.0, 7.0, 1e20, 1e210, 1e300})
      for (const double x : {m, -m}) {
        const auto truth = written.at(wide(x), wide(y));
        const auto found = computed.at(x, y), as_written = written.at(x, y);
        for (std::size_t k = 0; k < (y == 2 ? orders : 1); ++k) {
          const bool is_number = truth[k] == truth[k] && abs(truth[k]) < std::numeric_limits<double>::max();
          if (truth[k] != truth[k]) {  // beyond the domain
            if (m > 1e-20 && std::isnan(as_written[k]) && !std::isnan(found[k]) && k == 0) return say(x, y, k, found[k], as_written[k], truth[k]);
            continue;
          }
          if (!is_number) continue;
          ++count.compared;
          const wide off = abs(wide(found[k]) - truth[k]), was_off = abs(wide(as_written[k]) - truth[k]);
          const wide allowed = abs(truth[k]) * wide(1e-12) + abs(truth[0]) / pow(wide(m), static_cast<int>(k)) * wide(1e-14) + wide(1e-322);
          if (was_off <= allowed && !(off <= 8 * was_off + allowed)) return say(x, y, k, found[k], as_written[k], truth[k]);
          count.better += !(was_off <= allowed) && off <= allowed;
        }
      }
  const std::vector<wide> near[3]{written.at(wide("1e-40"), wide(2)), written.at(wide("1e-60"), wide(2)), written.at(wide("1e-80"), wide(2))};
  const std::vector<wide> below[3]{written.at(wide("-1e-40"), wide(2)), written.at(wide("-1e-60"), wide(2)), written.at(wide("-1e-80"), wide(2))};
  for (const double zero : {0.0, -0.0}) {
    const auto found = computed.at(zero, 2.0), as_written = written.at(zero, 2.0);
    for (std::size_t k = 0; k < orders; ++k) {
      wide limit, other;
      if (!has_limit(near, k, limit)) continue;
      if (limit != 0 && computed.has_sign()) continue;  // which is 0 at 0
      const bool is_of_both = has_limit(below, k, other);
      if (is_of_both && abs(other - limit) > abs(limit) * wide(1e-10)) {  // a kink: the subgradient is finite
        if (!std::isfinite(found[k])) return say(zero, 2, k, found[k], as_written[k], limit);
        continue;
      }
      if (std::signbit(zero) && std::isnan(as_written[k])) continue;  // a root of -0 is -0, by which what follows is -inf
      ++count.at_zero;
      if (!(abs(wide(found[k]) - limit) <= abs(limit) * wide(1e-12))) return say(zero, 2, k, found[k], as_written[k], limit);
    }
  }
  return {};
}

BOOST_AUTO_TEST_SUITE(rewrites_of_powers)

BOOST_AUTO_TEST_CASE(at_random) {
  const auto& arguments = boost::unit_test::framework::master_test_suite();
  const int forms = arguments.argc > 1 ? std::atoi(arguments.argv[1]) : 300;
  counts count;
  int faults = 0;
  for (int seed = 0; seed < forms; ++seed) {
    const std::string fault = fault_of(static_cast<unsigned>(seed), count);
    faults += !fault.empty();
    if (faults < 12) BOOST_TEST(fault == "");
  }
  BOOST_TEST(faults == 0);
  BOOST_TEST_MESSAGE(count.compared << " numbers, " << count.better << " better than as written, " << count.at_zero << " at 0");
  BOOST_TEST(count.at_zero > forms / 4);
  BOOST_TEST(count.better > forms / 10);
}

/// What is shared 200 times over is looked at once.
BOOST_AUTO_TEST_CASE(doubling_chains) {
  const auto derivative_of = [](auto make) {
    const auto c = std::make_unique<builder>();
    const int by = c->symbol(x_id), written = make(*c, by, c->symbol(y_id));
    const int computed = std::make_unique<rewriting>(*c)->moved[written];
    const auto sweep = std::make_unique<reverse_sweep>(*c);
    sweep->run(computed, &by, 1);
    BOOST_TEST(c->size < 20000);
    return sweep->derivative(by);
  };
  const auto chain = [](int start, auto step) {
    int c = start;
    for (int k = 0; k < 200; ++k) c = step(c);
    return c;
  };
  const auto times_root = [](builder& b, int c) { return b.apply(op::multiply, c, b.apply(op::square_root, c)); };
  derivative_of([&](builder& b, int x, int y) {  // squares and products under a root, and times one
    return b.apply(op::square_root, chain(b.apply(op::square, x), [&](int c) { return b.apply(op::add, c, b.apply(op::multiply, b.apply(op::square, y), c)); }));
  });
  derivative_of([&](builder& b, int x, int y) {
    return times_root(b, chain(x, [&](int c) { return b.apply(op::multiply, c, b.apply(op::multiply, c, y)); }));
  });
  derivative_of([&](builder& b, int x, int y) {
    return b.apply(op::divide, chain(x, [&](int c) { return b.apply(op::multiply, b.apply(op::add, c, y), c); }), b.apply(op::square_root, x));
  });
  derivative_of([&](builder& b, int x, int y) {
    return chain(x, [&](int c) { return b.apply(op::add, times_root(b, c), b.apply(op::multiply, c, y)); });
  });
  derivative_of([&](builder& b, int x, int y) {
    return b.apply(op::sample_mean, chain(b.apply(op::add, x, y), [&](int c) { return b.apply(op::multiply, c, b.apply(op::multiply, c, y)); }));
  });
}

/// Forms as people write them, by both compilers' constant evaluation too.
BOOST_AUTO_TEST_CASE(as_written) {
  using namespace symdiff;
  constexpr auto x = parameter<"x">;
  constexpr auto y = parameter<"y">;
  constexpr auto v = parameter<"v", 3>;
  const std::vector<double> zeros(3, 0.0);
  BOOST_TEST(gradient(x * x * x / sqrt(x) + x * cbrt(x) + square(sqrt(x)), x = 0.0)[x] == 1);
  BOOST_TEST(evaluate(x * x * log(x), x = 0.0) == 0);
  BOOST_TEST(gradient(x * x * log(x), x = 0.0)[x] == 0);
  BOOST_TEST(evaluate(y * x * sqrt(x), x = 1e210, y = 1e-200) == 1e115, boost::test_tools::tolerance(1e-14));
  BOOST_TEST(evaluate(y * x * sqrt(x), x = 1e300, y = 0.0) == 0);
  BOOST_TEST(std::isnan(gradient(pow(x, 1.5_c) * sqrt(x), x = -2.0)[x]));
  // Logarithms of absolute values change the sign of what they multiply with their base.
  BOOST_TEST(evaluate(diff<2>(pow(square(x), y * x) + x * x * log(abs(x)), x), x = -0.7, y = 1.0) ==
                 evaluate(diff<2>(verbatim(pow(square(x), y * x) + x * x * log(abs(x))), x), x = -0.7, y = 1.0),
             boost::test_tools::tolerance(1e-13));
  BOOST_TEST(hessian(pow(x * x, y), x = 0.0, y = 1.0)(x, x) == 2);
  BOOST_TEST(hessian(square(hypot(x, y)) + abs(x) * abs(x), x = 0.0, y = 0.0)(x, x) == 4);
  BOOST_TEST(hessian(square(norm(v)) + pow(norm(v), 4_c) + sum(square(abs(v))), v = zeros).at(1, 1) == 4);
  BOOST_TEST(gradient(sqrt(mean(square(v - mean(v)))) + sqrt(sum(v * v * 2_c)), v = zeros)[v] == zeros, boost::test_tools::per_element());
  BOOST_TEST(gradient(sqrt(x * x + x * y + y * y) + sqrt(x * x + 4_c * y * y), x = 0.0, y = 0.0)[y] == 0);
  BOOST_TEST(std::isnan(gradient(sqrt(x * x + 3_c * x * y + y * y), x = 0.0, y = 0.0)[x]));  // which may be negative
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
