// SPDX-License-Identifier: BSL-1.0
// Random expressions of 3 to 40 operations over all rows of the library, built, rewritten and differentiated by the same
// functions as at compile time, but at run time. Value and first two derivatives in double against the expression as it
// was made, without identities or rewrites, in 50 digits, and its difference quotients: no further apart than rounding
// each operation can bring them. Where all operations are analytic and have complex forms, the first derivative is held
// against the complex step too, which knows neither. An expression that fails is shrunk to the smallest that still does.
// For many:
//   random_expressions -- COUNT SEED
#include "run_time_evaluation.hpp"

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/test/unit_test.hpp>

#include <cmath>
#include <complex>
#include <limits>
#include <memory>
#include <random>
#include <string>
#include <vector>

using namespace symdiff;
using namespace symdiff::detail;

namespace {

using wide = boost::multiprecision::cpp_bin_float_50;
using run_time_row = run_time_rows::run_time_row<wide>;
const std::vector<run_time_row> rows = run_time_rows::make_rows<wide>(all_rows{});
const run_time_row& row_of_code(op code) { return run_time_rows::row_of_code(rows, code); }

using analytic = std::complex<long double>;

/// A whole power by products, else by the logarithm, right of 0.
analytic complex_power(analytic x, analytic y) {
  const long double whole = std::round(y.real());
  if (y != analytic(whole) || std::abs(whole) > 20) return x.real() > 0 ? std::exp(y * std::log(x)) : NAN;
  analytic power = 1;
  for (int n = 0; n < std::abs(whole); ++n) power *= x;
  return whole < 0 ? analytic(1) / power : power;
}

/// log(1 + z), and the same for exp(z) - 1, with all digits for small z.
analytic complex_log1p(analytic z) { return {std::log1p(z.real()), std::atan2(z.imag(), 1 + z.real())}; }
analytic complex_expm1(analytic z) { return {std::expm1(z.real()), std::exp(z.real()) * std::sin(z.imag())}; }

/// What a row is for complex numbers near the real line, written anew. The others have no entry: `abs`, `sign`, `min`,
/// comparisons and their like are not analytic, and `erf`, `lgamma` and theirs no functions of <complex>.
struct complex_row {
  op code;
  analytic (*value)(const analytic*);
};
const complex_row complex_rows[]{
    {op::add, [](const analytic* z) { return z[0] + z[1]; }},
    {op::subtract, [](const analytic* z) { return z[0] - z[1]; }},
    {op::multiply, [](const analytic* z) { return z[0] * z[1]; }},
    {op::divide, [](const analytic* z) { return z[0] / z[1]; }},
    {op::negate, [](const analytic* z) { return -z[0]; }},
    {op::square, [](const analytic* z) { return z[0] * z[0]; }},
    {op::power, [](const analytic* z) { return complex_power(z[0], z[1]); }},
    {verbatim_code, [](const analytic* z) { return z[0]; }},
    {exp_code, [](const analytic* z) { return std::exp(z[0]); }},
    {code_of_row<exp2_fn>(), [](const analytic* z) { return std::pow(2.0L, z[0]); }},
    {code_of_row<expm1_fn>(), [](const analytic* z) { return complex_expm1(z[0]); }},
    {log_code, [](const analytic* z) { return std::log(z[0]); }},
    {code_of_row<log2_fn>(), [](const analytic* z) { return std::log(z[0]) / std::log(2.0L); }},
    {code_of_row<log10_fn>(), [](const analytic* z) { return std::log10(z[0]); }},
    {log1p_code, [](const analytic* z) { return complex_log1p(z[0]); }},
    {sqrt_code, [](const analytic* z) { return std::sqrt(z[0]); }},
    {code_of_row<norm_fn>(), [](const analytic* z) { return std::sqrt(z[0]); }},
    {code_of_row<cbrt_fn>(), [](const analytic* z) { return z[0].real() < 0 ? -std::pow(-z[0], 1 / 3.0L) : std::pow(z[0], 1 / 3.0L); }},
    {code_of_row<hypot_fn>(), [](const analytic* z) { return std::sqrt(z[0] * z[0] + z[1] * z[1]); }},
    {op::sine, [](const analytic* z) { return std::sin(z[0]); }},
    {op::cosine, [](const analytic* z) { return std::cos(z[0]); }},
    {code_of_row<versin_fn>(), [](const analytic* z) { return 2.0L * std::sin(z[0] / 2.0L) * std::sin(z[0] / 2.0L); }},
    {code_of_row<tan_fn>(), [](const analytic* z) { return std::tan(z[0]); }},
    {code_of_row<asin_fn>(), [](const analytic* z) { return std::asin(z[0]); }},
    {code_of_row<acos_fn>(), [](const analytic* z) { return std::acos(z[0]); }},
    {code_of_row<atan_fn>(), [](const analytic* z) { return std::atan(z[0]); }},
    {code_of_row<sinh_fn>(), [](const analytic* z) { return std::sinh(z[0]); }},
    {code_of_row<cosh_fn>(), [](const analytic* z) { return std::cosh(z[0]); }},
    {code_of_row<sech_squared_fn>(), [](const analytic* z) { return 1.0L / (std::cosh(z[0]) * std::cosh(z[0])); }},
    {code_of_row<tanh_fn>(), [](const analytic* z) { return std::tanh(z[0]); }},
    {code_of_row<asinh_fn>(), [](const analytic* z) { return std::asinh(z[0]); }},
    {code_of_row<acosh_fn>(), [](const analytic* z) { return std::acosh(z[0]); }},
    {code_of_row<atanh_fn>(), [](const analytic* z) { return std::atanh(z[0]); }},
    {sigmoid_code, [](const analytic* z) { return 1.0L / (1.0L + std::exp(-z[0])); }},
    {softplus_code, [](const analytic* z) {
       return z[0].real() < 0 ? complex_log1p(std::exp(z[0])) : z[0] + complex_log1p(std::exp(-z[0]));
     }},
    {code_of_row<logit_fn>(), [](const analytic* z) { return std::log(z[0] / (1.0L - z[0])); }}};
const complex_row* complex_row_of(op code) {
  for (const complex_row& row : complex_rows)
    if (row.code == code) return &row;
  return nullptr;
}

/// A node as it was made: a row with its operands, a symbol, or a constant.
struct made_node {
  int row = -1;  // -1 for a symbol, -2 for a constant
  int operand[3]{};
  double constant = 0;
};
using made = std::vector<made_node>;  // the last is the root

constexpr int symbols = 2;
constexpr symbol_id symbol_ids[symbols]{id_of<std::remove_const_t<decltype(parameter<"x">)>>, id_of<std::remove_const_t<decltype(parameter<"y">)>>};

struct maker {
  std::mt19937_64 random;
  int below(std::size_t count) { return static_cast<int>(random() % count); }

  made make() {
    static constexpr double constants[]{1, 1, 2, 0.5, -1, 3, 0.1, 0};
    made all;
    for (int s = 0; s < symbols; ++s) all.push_back({-1, {s}, 0});
    for (int c = 0; c < 3; ++c) all.push_back({-2, {}, constants[below(8)]});
    const bool is_analytic = below(2) == 0;  // then short and of x, so that there is something for the complex step
    const int operations = 3 + below(is_analytic ? 10 : 38);
    std::vector<int> numbers = is_analytic ? std::vector{2, 3, 4, 1, 0} : std::vector{0, 1, 2, 3, 4}, conditions;
    while (static_cast<int>(all.size()) < operations + 5) {
      const int r = below(3) == 0 ? below(rows.size()) : below(7);  // arithmetic more often
      const run_time_row& row = rows[static_cast<std::size_t>(r)];
      if (row.code == code_of_row<held_fn>() || row.code == code_of_row<polygamma_fn>() || row.code == op::power_log) continue;
      if (is_analytic && complex_row_of(row.code) == nullptr) continue;
      const bool joins = row.code == op::logical_not || row.code == op::logical_and || row.code == op::logical_or;
      if ((joins || row.code == op::where) && conditions.empty()) continue;
      made_node node{r};
      for (int k = 0; k < arity_of(row.code); ++k) {
        const std::vector<int>& from = joins || (row.code == op::where && k == 0) ? conditions : numbers;
        const int recent = std::min(below(3) == 0 ? 100 : 3, static_cast<int>(from.size()));
        node.operand[k] = from[from.size() - 1 - static_cast<std::size_t>(below(static_cast<std::size_t>(recent)))];
      }
      if (row.code == op::power) node.operand[1] = below(5);  // a negative base has no derivative by the exponent
      (is_condition(row.code) ? conditions : numbers).push_back(static_cast<int>(all.size()));
      all.push_back(node);
    }
    while (!all.empty() && all.back().row >= 0 && is_condition(rows[static_cast<std::size_t>(all.back().row)].code)) all.pop_back();
    return all;
  }
};

std::string text_of(const made& e, int i) {
  const made_node& node = e[static_cast<std::size_t>(i)];
  if (node.row == -1) return symbol_ids[node.operand[0]].name.text;
  if (node.row == -2) return shortest_text(node.constant);
  const run_time_row& row = rows[static_cast<std::size_t>(node.row)];
  std::string text = std::string(row.name) + "(";
  for (int k = 0; k < arity_of(row.code); ++k) text += (k == 0 ? "" : ", ") + text_of(e, node.operand[k]);
  return text + ")";
}

/// Whether all numbers on the way are ordinary; the value then.
bool exact_value(const made& e, const wide* at, wide& value) {
  std::vector<wide> v(e.size());
  for (std::size_t i = 0; i < e.size(); ++i) {
    const made_node& node = e[i];
    if (node.row == -1) v[i] = at[node.operand[0]];
    else if (node.row == -2) v[i] = node.constant;
    else {
      const wide operands[3]{v[static_cast<std::size_t>(node.operand[0])], v[static_cast<std::size_t>(node.operand[1])],
                             v[static_cast<std::size_t>(node.operand[2])]};
      v[i] = rows[static_cast<std::size_t>(node.row)].in_wide(operands);
    }
    if (!(abs(v[i]) < 1e30) || (v[i] != 0 && abs(v[i]) < 1e-30)) return false;
  }
  value = v.back();
  return true;
}

/// The derivatives of orders 0 to 2 by the first symbol; how many are known.
int exact_derivatives(const made& e, const double* at, wide (&result)[3]) {
  const auto quotients = [&](const wide& h, wide(&d)[3]) {
    wide f[5];
    for (int k = -2; k <= 2; ++k) {
      const wide point[symbols]{at[0] + k * h, at[1]};
      if (!exact_value(e, point, f[k + 2])) return false;
    }
    d[0] = f[2];
    d[1] = (8 * (f[3] - f[1]) - (f[4] - f[0])) / (12 * h);
    d[2] = (16 * (f[1] + f[3]) - (f[0] + f[4]) - 30 * f[2]) / (12 * h * h);
    return true;
  };
  wide coarse[3];
  if (!quotients(wide(1e-9), coarse) || !quotients(wide(1e-10), result)) return 0;
  int known = 1;
  while (known < 3 && abs(coarse[known] - result[known]) <= 1e-18 * (abs(result[known]) + 1e-8)) ++known;
  return known;
}

/// The first derivative by the first symbol without any difference, so that the step costs no digits:
/// f(x + ih) = f(x) + ih f'(x) - h² f''(x)/2 - … (W. Squire, G. Trapp, SIAM Review 40, 1998). NaN where it does not apply,
/// or where long double has no digits to spare.
long double complex_step(const made& e, const double* at) {
  if (std::numeric_limits<long double>::digits < 64) return NAN;
  constexpr long double h = 1e-100L;
  std::vector<analytic> v(e.size());
  for (std::size_t i = 0; i < e.size(); ++i) {
    const made_node& node = e[i];
    if (node.row == -1) v[i] = {at[node.operand[0]], node.operand[0] == 0 ? h : 0};
    else if (node.row == -2) v[i] = node.constant;
    else {
      const complex_row* row = complex_row_of(rows[static_cast<std::size_t>(node.row)].code);
      const analytic operands[2]{v[static_cast<std::size_t>(node.operand[0])], v[static_cast<std::size_t>(node.operand[1])]};
      v[i] = row == nullptr ? analytic(NAN, NAN) : row->value(operands);
    }
  }
  return v.back().imag() / h;
}

/// A number and how far rounding may have led it.
struct rounded {
  double value = 0, error = 0;
  bool is_known = true;  // no comparison on the way was closer than that
};

/// All nodes of a builder in double.
std::vector<rounded> evaluate_nodes(const builder& b, const double* at) {
  std::vector<rounded> v(static_cast<std::size_t>(b.size));
  for (int i = 0; i < b.size; ++i) {
    rounded& result = v[static_cast<std::size_t>(i)];
    const word node = b.nodes[i];
    const op o = op_of(node);
    const double epsilon = 0.5 * std::numeric_limits<double>::epsilon();
    if (o == op::constant) result.value = b.value(i);
    else if (o == op::named) {
      result.value = named_value<double>(static_cast<named>(first_of(node)));
      result.error = epsilon * std::abs(result.value);
    } else if (o == op::symbol) {
      result.value = at[b.symbols[first_of(node)] == symbol_ids[0] ? 0 : 1];
    } else {
      const run_time_row& row = row_of_code(o);
      const rounded* from[3]{&v[static_cast<std::size_t>(first_of(node))], &v[static_cast<std::size_t>(second_of(node))],
                             &v[static_cast<std::size_t>(third_of(node))]};
      double operands[3]{from[0]->value, from[1]->value, from[2]->value};
      result.value = row.in_double(operands);
      result.error = row.rounding * epsilon * std::abs(result.value) + std::numeric_limits<double>::min();
      for (int k = 0; k < arity_of(o); ++k) {
        if (o == op::where && k != 0 && (operands[0] != 0) != (k == 1)) continue;  // not taken
        result.is_known &= from[k]->is_known;
        for (const double sign : {-1.0, 1.0}) {
          operands[k] = from[k]->value + sign * from[k]->error;
          const double moved = row.in_double(operands);
          operands[k] = from[k]->value;
          if (is_condition(o)) result.is_known &= moved == result.value || from[k]->error == 0;
          else if (from[k]->error != 0) result.error += std::abs(moved - result.value);
        }
      }
    }
  }
  return v;
}

/// What the library makes of it: value and two derivatives, as nodes.
int write(builder& b, const made& e, const symbol_id* ids) {
  std::vector<int> moved;
  for (const made_node& node : e) {
    const auto operand = [&](int k) { return moved[static_cast<std::size_t>(node.operand[k])]; };
    if (node.row == -1) moved.push_back(b.symbol(ids[node.operand[0]]));
    else if (node.row == -2) moved.push_back(b.constant(node.constant));
    else moved.push_back(b.apply(rows[static_cast<std::size_t>(node.row)].code, operand(0), operand(1), operand(2)));
  }
  return std::make_unique<rewriting>(b)->moved[moved.back()];
}
struct built {
  std::unique_ptr<builder> b = std::make_unique<builder>();
  int root[3]{};

  explicit built(const made& e) {
    root[0] = write(*b, e, symbol_ids);
    for (int order = 1; order < 3; ++order) {
      const int by = b->symbol(symbol_ids[0]);
      const auto sweep = std::make_unique<reverse_sweep>(*b);
      sweep->run(root[order - 1], &by, 1);
      root[order] = sweep->derivative(by);
    }
  }
};

/// The same of vectors x, y of three equal numbers, summed and over two equal samples, unrolled or in loops: three times
/// the value, the derivative by one of them, and the Hessian's product with ones.
struct built_over_samples {
  static constexpr symbol_id ids[]{{symbol_ids[0].name, symbol_kind::parameter, {3, 0}}, {symbol_ids[1].name, symbol_kind::input, {3, 0}}};
  std::unique_ptr<run_time_rows::made_programs> programs;
  std::vector<wide> in_loops, unrolled;
  int times = 1;  // 1 where there is neither x nor y

  explicit built_over_samples(const made& e) {
    const auto b = std::make_unique<builder>();
    const int written = write(*b, e, ids), by = b->symbol(ids[0]);
    if (!b->shapes[written].is_scalar()) times = 3;
    std::vector<int> roots{b->apply(op::sample_mean, b->apply(op::sum, written))};
    for (int order = 1; order < 3; ++order) {
      const auto sweep = std::make_unique<reverse_sweep>(*b);
      sweep->run(order == 1 ? roots[0] : b->apply(op::sum, roots[1]), &by, 1);
      roots.push_back(sweep->derivative(by));
    }
    programs = std::make_unique<run_time_rows::made_programs>(*b, roots);
  }
  void run(const double* at) {
    const std::vector<wide> x(3, at[0]), y(6, at[1]);
    const std::vector<run_time_rows::symbol_numbers<wide>> symbols{{ids[0], x.data(), false}, {ids[1], y.data(), true}};
    in_loops = programs->run(false, rows, symbols, 2);
    unrolled = programs->run(true, rows, symbols, 2);
  }

  /// The numbers of an order, each as it is for scalars.
  wide number(bool is_unrolled, int order, int i) const {
    const std::vector<wide>& all = is_unrolled ? unrolled : in_loops;
    return order == 0 ? wide(all[0] / times) : all[static_cast<std::size_t>(order * 3 - 2 + i)];
  }
};

bool has_power(const made& e) {
  for (const made_node& node : e)
    if (node.row >= 0)
      if (const op code = rows[static_cast<std::size_t>(node.row)].code; code == op::power || code == code_of_row<cbrt_fn>()) return true;
  return false;
}

/// How many numbers could be compared, and how many with the complex step.
struct counts {
  int checked = 0, by_step = 0, over_samples = 0;
};

/// What is wrong with an expression at a point, or nothing.
std::string fault_of(const made& e, const double* at, counts& count, std::unique_ptr<built_over_samples>& over_samples) {
  wide truth[3];
  const int known = exact_derivatives(e, at, truth);
  if (known == 0) return {};
  const built found(e);
  const std::vector<rounded> v = evaluate_nodes(*found.b, at);
  if (!std::isfinite(v[static_cast<std::size_t>(found.root[0])].error)) return {};  // within rounding of an edge
  const auto compared = [&](int order, const wide& truth_of_order, const char* by, int& counter) -> std::string {
    const rounded& r = v[static_cast<std::size_t>(found.root[order])];
    const double exact = static_cast<double>(truth_of_order), allowed = 2 * r.error + 1e-15 * std::abs(exact) + 1e-25;
    if (!r.is_known || (!std::isnan(r.value) && !std::isfinite(r.error))) return {};
    if (order > (has_power(e) ? 0 : 1) && at[0] == 0) return {};  // a power of zero may have none, which no quotient tells
    if (std::isfinite(r.value) && r.error > 1e-3 * (std::abs(exact) + 1e-300)) return {};  // rounding leaves nothing to compare
    ++counter;
    if (std::isfinite(r.value) && std::abs(r.value - exact) <= allowed) return {};
    return "the derivative of order " + std::to_string(order) + " at x = " + wide(at[0]).str(17) + ", y = " + wide(at[1]).str(17) +
           " is " + wide(r.value).str(17) + " instead of " + truth_of_order.str(17) + by + ", and rounding explains " + wide(allowed).str(3);
  };
  bool has_run = false;
  for (int order = 0; order < known; ++order) {
    const int before = count.checked;
    if (const std::string fault = compared(order, truth[order], "", count.checked); !fault.empty()) return fault;
    if (count.checked == before) continue;
    if (over_samples == nullptr) over_samples = std::make_unique<built_over_samples>(e);
    if (!has_run) over_samples->run(at);
    has_run = true;
    const double allowed = 2 * v[static_cast<std::size_t>(found.root[order])].error;
    for (const bool is_unrolled : {false, true})
      for (int i = 0; i < (order == 0 ? 1 : 3); ++i) {
        ++count.over_samples;
        const wide number = over_samples->number(is_unrolled, order, i);
        if (abs(number - truth[order]) <= allowed + 1e-13 * abs(truth[order]) + 1e-25) continue;
        return "the derivative of order " + std::to_string(order) + " of element " + std::to_string(i) + " over samples, " +
               (is_unrolled ? "unrolled" : "in loops") + ", at x = " + wide(at[0]).str(17) + ", y = " + wide(at[1]).str(17) +
               " is " + number.str(17) + " instead of " + truth[order].str(17);
      }
  }
  if (found.b->op_at(found.root[1]) == op::constant) return {};  // x/x has 0, and the step its rounding
  const long double step = complex_step(e, at);
  return std::abs(step) < 1e30L ? compared(1, wide(step), " by the complex step", count.by_step) : std::string();
}

std::string fault_of(const made& e, const double* at, counts& count) {
  std::unique_ptr<built_over_samples> over_samples;
  return fault_of(e, at, count, over_samples);
}

/// Operations that a root needs.
int size_of(const made& e) {
  std::vector<bool> needed(e.size());
  needed.back() = true;
  int size = 0;
  for (std::size_t i = e.size(); i-- > 0;) {
    if (!needed[i] || e[i].row < 0) continue;
    ++size;
    for (int k = 0; k < arity_of(rows[static_cast<std::size_t>(e[i].row)].code); ++k) needed[static_cast<std::size_t>(e[i].operand[k])] = true;
  }
  return size;
}

/// The smallest expression that still fails: parts as the root, and nodes replaced by an operand or by a leaf.
made shrunk(made e, const double* at) {
  counts count;
  const auto fails = [&](const made& candidate) {
    if (size_of(candidate) >= size_of(e)) return false;
    return !fault_of(candidate, at, count).empty();
  };
  for (bool again = true; again;) {
    again = false;
    for (std::size_t i = e.size(); i-- > symbols && !again;) {
      if (e[i].row < 0) continue;
      const bool is_a_condition = is_condition(rows[static_cast<std::size_t>(e[i].row)].code);
      made part(e.begin(), e.begin() + static_cast<std::ptrdiff_t>(i) + 1);
      if (!is_a_condition && i + 1 < e.size() && fails(part)) again = true, e = part;
      for (int with = 0; with < 5 && !again && !is_a_condition; ++with) {
        made other = e;
        if (with < arity_of(rows[static_cast<std::size_t>(e[i].row)].code)) {
          const made_node& operand = e[static_cast<std::size_t>(e[i].operand[with])];
          if (operand.row >= 0 && is_condition(rows[static_cast<std::size_t>(operand.row)].code)) continue;
          other[i] = operand;
        } else {
          other[i] = with == 3 ? made_node{-1, {0}, 0} : made_node{-2, {}, 1};
        }
        if (fails(other)) again = true, e = other;
      }
    }
  }
  return e;
}

BOOST_AUTO_TEST_SUITE(properties)

BOOST_AUTO_TEST_CASE(random_expressions) {
  const auto& suite = boost::unit_test::framework::master_test_suite();
  const int count = suite.argc > 1 ? std::atoi(suite.argv[1]) : 150;
  const std::uint64_t seed = suite.argc > 2 ? static_cast<std::uint64_t>(std::atoll(suite.argv[2])) : 20261;
  counts compared;
  int failures = 0;
  for (int i = 0; i < count && failures < 5; ++i) {
    maker make{std::mt19937_64(seed + static_cast<std::uint64_t>(i))};
    const made e = make.make();
    std::uniform_real_distribution<double> near(-2, 2);
    const double points[][symbols]{{near(make.random), near(make.random)}, {std::exp(3 * near(make.random)), near(make.random)}, {0, 1}};
    std::unique_ptr<built_over_samples> over_samples;
    for (const auto& at : points) {
      const std::string fault = fault_of(e, at, compared, over_samples);
      if (fault.empty()) continue;
      ++failures;
      const made least = shrunk(e, at);
      BOOST_TEST_ERROR("expression " << i << " of seed " << seed << ": " << text_of(e, static_cast<int>(e.size()) - 1) << "\n  shrunk: "
                                     << text_of(least, static_cast<int>(least.size()) - 1) << "\n  " << fault_of(least, at, compared));
      break;
    }
  }
  BOOST_TEST_MESSAGE(compared.checked << " numbers of " << count << " expressions were compared, " << compared.by_step
                                      << " with the complex step, and " << compared.over_samples << " of vectors over samples");
  BOOST_TEST(compared.checked > count / 2, "too few numbers could be compared: " << compared.checked);
  BOOST_TEST((compared.by_step > count / 8 || std::numeric_limits<long double>::digits < 64),
             "too few could be compared with the complex step: " << compared.by_step);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
