// SPDX-License-Identifier: BSL-1.0
// Every row of the library, differentiated up to four times by its arguments in every order, in reverse and forward
// accumulation, by one symbol and by both at once: all orders agree with each other, and with difference quotients in 50
// digits where the function is smooth, at whole numbers, where rules may branch, and between them. A row is covered by being
// in the table.
#include "run_time_rows.hpp"

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <vector>

using namespace symdiff;
using namespace symdiff::detail;

namespace {

using wide = boost::multiprecision::cpp_bin_float_50;

using row_of_numbers = run_time_rows::run_time_row<wide>;
const std::vector<row_of_numbers> rows = run_time_rows::make_rows<wide>(all_rows{});

/// Whether the first argument is the order of a derivative, a whole number that it has no derivative by.
bool takes_order(op code) {
  return code == code_of_row<polygamma_fn>() || code == code_of_row<polygamma_rise_fn>() || code == code_of_row<sinc_derivative_fn>() ||
         code == code_of_row<log_normal_cdf_derivative_fn>();
}

/// A row of one or two symbols; its other arguments are whole constants.
struct function {
  const row_of_numbers& row;
  int symbols;
  double constant = 0;

  bool takes_order() const { return ::takes_order(row.code); }
  std::vector<wide> arguments(const wide& x, const wide& y) const {
    if (takes_order()) return {wide(constant), x, y};
    return {x, y, wide(constant)};
  }
  wide operator()(const wide& x, const wide& y) const { return row.in_wide(arguments(x, y).data()); }
};

std::vector<function> make_functions() {
  std::vector<function> all;
  for (const row_of_numbers& row : rows) {
    if (is_condition(row.code) || row.code == op::where) continue;
    if (row.code == code_of_row<held_fn>() || row.code == code_of_row<verbatim_fn>()) continue;  // no function of its argument
    const double lowest = row.code == code_of_row<log_normal_cdf_derivative_fn>() ? 1 : 0;
    if (takes_order(row.code)) all.push_back({row, arity_of(row.code) - 1, lowest}), all.push_back({row, arity_of(row.code) - 1, 2});
    else if (arity_of(row.code) == 3) all.push_back({row, 2, 1}), all.push_back({row, 2, 3});
    else all.push_back({row, arity_of(row.code)});
  }
  return all;
}

/// All derivatives up to the fourth, in all ways to each, by the sequence of symbols: "", "x", "xy", "yx", ...
struct derivatives {
  std::unique_ptr<builder> b = std::make_unique<builder>();
  std::map<std::string, std::vector<int>> nodes;
  int by[2];

  explicit derivatives(const function& f) {
    for (int k = 0; k < 2; ++k) by[k] = b->symbol({symbol_name(k == 0 ? "x" : "y"), symbol_kind::parameter, {}});
    const int constant = b->constant(f.constant);
    const int root = f.takes_order() ? b->apply(f.row.code, constant, by[0], by[1]) : b->apply(f.row.code, by[0], by[1], constant);
    nodes[""] = {root};
    differentiate("", root, f.symbols);
  }

 private:
  void differentiate(const std::string& name, int node, int symbols) {
    if (name.size() == 4) return;
    const auto both = std::make_unique<reverse_sweep>(*b);
    both->run(node, by, symbols);
    for (int k = 0; k < symbols; ++k) {
      const std::string next = name + (k == 0 ? 'x' : 'y');
      std::vector<int>& ways = nodes[next];
      ways.push_back(both->derivative(by[k]));
      if (next.size() < 4) {  // the last has too many nodes for all ways
        const auto alone = std::make_unique<reverse_sweep>(*b);
        alone->run(node, &by[k], 1);
        ways.push_back(alone->derivative(by[k]));
        ways.push_back(std::make_unique<forward_sweep>(*b)->run(node, by[k]));
      }
      differentiate(next, ways[nodes.size() % ways.size()], symbols);
    }
  }
};

std::vector<wide> evaluate_nodes(const builder& b, const wide& x, const wide& y) {
  std::vector<wide> v(static_cast<std::size_t>(b.size));
  for (int i = 0; i < b.size; ++i) {
    const word node = b.nodes[i];
    const op o = op_of(node);
    wide& result = v[static_cast<std::size_t>(i)];
    if (o == op::constant) result = b.value(i);
    else if (o == op::named) result = named_value<wide>(static_cast<named>(first_of(node)));
    else if (o == op::symbol) result = b.symbols[first_of(node)].name.text[0] == 'x' ? x : y;
    else {
      const wide at[3]{v[static_cast<std::size_t>(first_of(node))], v[static_cast<std::size_t>(second_of(node))], v[static_cast<std::size_t>(third_of(node))]};
      result = run_time_rows::row_of_code(rows, o).in_wide(at);
    }
  }
  return v;
}

/// Differences of an order, to one side or around: the weights of f(x + (first + k) h).
wide difference(const function& f, const wide& x, const wide& y, int by_x, int by_y, const wide& h, int side_x, int side_y) {
  static constexpr int binomials[5][5]{{1}, {1, 1}, {1, 2, 1}, {1, 3, 3, 1}, {1, 4, 6, 4, 1}};
  wide sum = 0;
  for (int i = 0; i <= by_x; ++i)
    for (int k = 0; k <= by_y; ++k) {
      const auto step = [](int order, int j, int side) { return side == 0 ? j - order / wide(2) : wide(side > 0 ? j : j - order); };
      const wide term = binomials[by_x][i] * binomials[by_y][k] * f(x + step(by_x, i, side_x) * h, y + step(by_y, k, side_y) * h);
      sum += (by_x - i + by_y - k) % 2 == 0 ? term : wide(-term);
    }
  for (int i = 0; i < by_x + by_y; ++i) sum /= h;
  return sum;
}
bool is_close(const wide& a, const wide& b, double tolerance, const wide& scale) { return abs(a - b) <= tolerance * (abs(a) + abs(b) + scale); }

/// The derivative in 50 digits, and whether it is one: the same from each side.
bool exact_derivative(const function& f, double x, double y, int by_x, int by_y, wide& truth) {
  const wide h = 1e-7;
  const auto around = [&](const wide& step) { return difference(f, x, y, by_x, by_y, step, 0, 0); };
  const wide coarse = around(h), fine = around(h / 2);
  truth = (4 * fine - coarse) / 3;
  const wide scale = 1;
  if (!isfinite(f(x, y)) || !(abs(truth) < 1e30) || !is_close(coarse, fine, 1e-10, scale)) return false;
  for (const int side_x : {-1, 1})
    for (const int side_y : {-1, 1})
      if (!is_close(difference(f, x, y, by_x, by_y, h, side_x, side_y), truth, 1e-4, scale)) return false;
  return true;
}

struct checked_derivative {
  wide found, truth;
  bool is_known;
};

BOOST_AUTO_TEST_SUITE(properties)

/// Rows that take milliseconds in 50 digits, and have no branch but at the ends of their domain, or only in how their values
/// are computed.
bool is_slow(op code) {
  return code == code_of_row<log_add_exp_of_three_fn>() || code == code_of_row<log_affine_exp_fn>() ||
         code == code_of_row<reciprocal_affine_exp_fn>() || code == code_of_row<share_of_affine_exp_fn>() ||
         code == code_of_row<sigmoid_difference_fn>() || code == code_of_row<log_rising_fn>() || code == code_of_row<lbeta_fn>() || code == code_of_row<polygamma_rise_fn>() ||
         code == code_of_row<log_normal_cdf_fn>() || code == code_of_row<log_erfc_fn>() || code == code_of_row<log_normal_cdf_derivative_fn>();
}

BOOST_AUTO_TEST_CASE(orders_of_rows) {
  const std::vector<double> all_points{0, 1, -1, 2, 3, 0.5, -0.75}, few{1, 0.5}, one{0};
  int compared = 0, failures = 0;
  for (const function& f : make_functions()) {
    const derivatives all(f);
    BOOST_TEST_REQUIRE((all.b->flaw == fault::none), f.row.name);
    int of_row = 0;
    const std::vector<double>& points = is_slow(f.row.code) ? few : all_points;
    for (const double x : points)
      for (const double y : f.symbols == 1 ? one : points) {
        const std::vector<wide> v = evaluate_nodes(*all.b, x, y);
        std::map<std::pair<int, int>, checked_derivative> met;  // by how often by x and by y
        for (const auto& [name, ways] : all.nodes) {
          const int by_y = static_cast<int>(std::count(name.begin(), name.end(), 'y')), by_x = static_cast<int>(name.size()) - by_y;
          const auto [place, is_new] = met.try_emplace({by_x, by_y});
          checked_derivative& d = place->second;
          if (is_new) d.found = v[static_cast<std::size_t>(ways[0])], d.is_known = exact_derivative(f, x, y, by_x, by_y, d.truth);
          for (const int way : ways) {
            const wide& found = v[static_cast<std::size_t>(way)];
            of_row += d.is_known;
            const bool agrees = !isfinite(found) || !isfinite(d.found) || is_close(found, d.found, 1e-20, 1e-20);
            if (agrees && (!d.is_known || is_close(found, d.truth, 1e-12, 1))) continue;
            if (++failures < 20)
              BOOST_TEST_ERROR(f.row.name << " (" << f.constant << ") at " << x << ", " << y << " by " << name << ": " << found.str(12)
                                          << ", in another order " << d.found.str(12) << ", truth " << (d.is_known ? d.truth.str(12) : "unknown"));
          }
        }
      }
    BOOST_TEST(of_row >= (is_slow(f.row.code) ? 5 : 10), f.row.name << " was compared " << of_row << " times only");
    compared += of_row;
  }
  BOOST_TEST(failures == 0);
  BOOST_TEST_MESSAGE(compared << " derivatives compared");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
