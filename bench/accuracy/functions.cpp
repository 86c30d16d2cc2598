// SPDX-License-Identifier: BSL-1.0
// How far values and derivatives to the third order of every function are from the truth, over its domain, in float and
// double, of one number and in packs. The truth is the function itself in 100 digits, and its difference quotients:
// no rule for derivatives enters it. Every row of the library is measured, since the rows are what it reads.
// Prints a line for each function, argument, order and type: the columns stand in `print`.
#include <symdiff/symdiff.hpp>

#include <boost/multiprecision/cpp_bin_float.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <string>
#include <vector>

namespace {

using namespace symdiff;
using wide = boost::multiprecision::cpp_bin_float_100;

constexpr auto x = input<"x">;
constexpr auto y = input<"y">;

/// 4, so that the seed is not 1 and rounds nothing.
constexpr double seed = 4;

/// The truth of orders 0 to 4 at a point, and how many of these are known.
inline constexpr int truth_orders = 5;
struct truth {
  wide of[truth_orders];
  int known = 0;
};

/// A row without its type.
struct measured_row {
  const char* name;
  int arity;
  detail::bounds domain;
  int domain_argument;
  wide (*exact)(const wide* at);
};

/// Difference quotients over seven points (B. Fornberg, Mathematics of Computation 51, 1988).
void differences(const measured_row& row, const wide* at, int argument, const wide& h, wide (&result)[truth_orders]) {
  wide f[7], point[2]{at[0], at[1]};
  for (int k = -3; k <= 3; ++k) {
    point[argument] = at[argument] + k * h;
    f[k + 3] = row.exact(point);
  }
  result[0] = f[3];
  result[1] = (f[6] - f[0] - 9 * (f[5] - f[1]) + 45 * (f[4] - f[2])) / (60 * h);
  result[2] = (2 * (f[0] + f[6]) - 27 * (f[1] + f[5]) + 270 * (f[2] + f[4]) - 490 * f[3]) / (180 * h * h);
  result[3] = (f[0] - f[6] - 8 * (f[1] - f[5]) + 13 * (f[2] - f[4])) / (8 * h * h * h);
  result[4] = (12 * (f[1] + f[5]) - (f[0] + f[6]) - 39 * (f[2] + f[4]) + 56 * f[3]) / (6 * h * h * h * h);
}

/// By steps of which two agree to 20 digits: the function's scale is not known.
truth truth_at(const measured_row& row, const double* at, int argument) {
  const wide point[2]{at[0], at[1]};
  const wide own = abs(point[argument]);
  truth best;
  best.of[0] = row.exact(point);
  // A hundred digits are not enough for the sine of 1e200.
  wide nearby[2]{point[0], point[1]};
  nearby[argument] *= 1 + wide(1e-95);
  if (!(abs(row.exact(nearby) - best.of[0]) <= 1e-30 * abs(best.of[0]))) return best;
  best.known = 1;
  wide distance = own == 0 ? wide(1) : own;
  if (row.domain_argument == argument)
    for (const double end : {row.domain.lower, row.domain.upper})
      if (std::isfinite(end)) distance = std::min<wide>(distance, abs(point[argument] - end));
  if (distance == 0) return best;
  for (const wide& scale : {distance, std::min<wide>(distance, 1 / (1 + own)), std::min<wide>(distance, 1), wide(100 * distance)}) {
    wide coarse[truth_orders], fine[truth_orders];
    differences(row, point, argument, scale * 1e-8, coarse);
    differences(row, point, argument, scale * 1e-9, fine);
    int known = 1;
    wide rounding = 1e-97 * abs(best.of[0]), natural = abs(best.of[0]);
    for (; known < truth_orders; ++known) {
      rounding /= scale * 1e-9;
      natural /= 1 + own;
      const wide size = abs(fine[known]);
      if (!(abs(coarse[known] - fine[known]) <= 1e-20 * size && rounding <= 1e-20 * (size == 0 ? natural : size))) break;
    }
    if (known <= best.known) continue;
    std::copy(fine, fine + truth_orders, best.of);
    best.known = known;
    if (known == truth_orders) break;
  }
  return best;
}

/// Arguments that T has: spaced by logarithm from subnormal to huge, ordinary ones, and near each end of a domain.
template <class T>
std::vector<T> arguments(const detail::bounds& domain, bool is_pair, bool few) {
  using limits = std::numeric_limits<T>;
  std::vector<T> all;
  const auto add = [&](double point) {
    const T rounded = static_cast<T>(point);
    if (std::isfinite(rounded) && rounded != 0 && domain.has(static_cast<double>(rounded))) all.push_back(rounded);
  };
  const auto add_both = [&](double point) { add(point), add(-point); };
  if (few) {
    for (const double point : {1e-3, 0.3, 1.25, 2.0, 7.5}) add_both(point);
    return all;
  }
  const double step = (limits::digits > 30 ? 1e-4 : 0.01) * (is_pair ? 0.01 : 1);
  for (double m = static_cast<double>(limits::max()) * 0.9; m > static_cast<double>(limits::denorm_min()); m *= step)
    add_both(m);
  for (double m = 1e-6; m < 1e6; m *= is_pair ? 5.1 : 1.31) add_both(m);
  for (double m = 0.02; m < 40; m *= is_pair ? 1.3 : 1.057) add_both(m);
  for (const double end : {domain.lower, domain.upper})
    for (double d = 0.4; d > 1e-17 && std::isfinite(end); d *= 0.2) add(end + (end == domain.lower ? d : -d));
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

/// The errors of an order, in units in the last place.
struct errors {
  std::vector<double> units;  // where the argument's rounding alone would not cost more than four units
  double worst = 0, worst_at[2]{};
  double scaled = 0, scaled_at[2]{};  // elsewhere, by the condition number
  int wrong = 0;                      // not finite, but the truth is
  double wrong_at[2]{};
};

template <class T>
double units_between(T found, const wide& exact) {
  int exponent = 0;
  std::frexp(static_cast<T>(exact), &exponent);
  const wide unit = std::max(std::ldexp(T(1), exponent - std::numeric_limits<T>::digits), std::numeric_limits<T>::denorm_min());
  return std::abs(static_cast<double>((wide(found) - exact) / unit));
}

template <class T>
void add_error(errors& e, const double* at, int argument, const truth& t, int order, T found) {
  const wide exact = seed * t.of[order];
  if (abs(exact) > std::numeric_limits<T>::max() / 2) return;
  if (exact != 0 && abs(exact) < std::numeric_limits<T>::min()) return;  // digits that T does not have
  if (!std::isfinite(found)) {
    if (++e.wrong == 1) std::copy(at, at + 2, e.wrong_at);
    return;
  }
  const double off = units_between(found, exact);
  if (order + 1 >= t.known) return;  // how far the argument's rounding alone would lead is not known
  const double condition = exact == 0 ? 1 : static_cast<double>(abs(t.of[order + 1] * at[argument] / t.of[order]));
  if (condition <= 4) {
    e.units.push_back(off);
    if (off > e.worst) e.worst = off, std::copy(at, at + 2, e.worst_at);
  } else if (off / condition > e.scaled) {
    e.scaled = off / condition;
    std::copy(at, at + 2, e.scaled_at);
  }
}

void print(const measured_row& row, int argument, int order, const char* type, const char* mode, errors& e) {
  std::sort(e.units.begin(), e.units.end());
  const double median = e.units.empty() ? 0 : e.units[e.units.size() / 2];
  std::printf("%s,%d,%d,%s,%s,%zu,%.3g,%.3g,%.3g,%d,%.9g,%.9g,%.9g,%.9g,%.9g,%.9g\n", row.name, argument, order, type, mode,
              e.units.size(), e.worst, median, e.scaled, e.wrong, e.worst_at[0], e.worst_at[1], e.scaled_at[0], e.scaled_at[1],
              e.wrong_at[0], e.wrong_at[1]);
}

/// Whether a row's first argument is the order of a derivative.
template <class Row>
inline constexpr bool takes_order = std::same_as<Row, polygamma_fn> || std::same_as<Row, log_normal_cdf_derivative_fn> ||
                                    std::same_as<Row, sinc_derivative_fn>;

/// Whether a row is a function of one or two numbers with derivatives of its own.
template <class Row>
constexpr bool is_measured() {
  if constexpr (Row::arity == 3) return false;
  else if constexpr (std::same_as<Row, held_fn> || std::same_as<Row, verbatim_fn>) return false;
  else if constexpr (requires { Row::code; })
    return !detail::is_condition(Row::code) && !detail::is_reduction(Row::code) && Row::code != detail::op::where;
  else return true;
}

/// Whether a step or a kink is at a point, or the truth is out of reach.
bool is_kink(const measured_row& row, const double* at) {
  const std::string name = row.name;
  if ((name == "sin" || name == "cos" || name == "tan" || name == "versin") && std::abs(at[0]) > 1e50) return true;  // not known
  if (name == "floor" || name == "ceil") return at[0] == std::floor(at[0]);
  return (name == "min" || name == "max") && at[0] == at[1];
}

template <class Row, int Argument, class T>
void measure(const measured_row& row, const char* type) {
  const auto f = [] {
    if constexpr (Row::arity == 1) return constant<seed> * detail::apply<Row>(x);
    else return constant<seed> * detail::apply<Row>(x, y);
  }();
  const auto by = [] {
    if constexpr (Argument == 0) return x;
    else return y;
  }();
  const auto e = stack(f, diff(f, by), diff<2>(f, by), diff<3>(f, by)).vector();
  std::vector<T> first, second;
  const detail::bounds everywhere;
  const auto all = [&](int k) {
    return arguments<T>(row.domain_argument == k ? row.domain : everywhere, Row::arity == 2, k != Argument);
  };
  const std::vector<T> orders{0, 1, 2, 3}, one{0}, firsts = takes_order<Row> ? orders : all(0), seconds = Row::arity == 1 ? one : all(1);
  for (const T a : firsts)
    for (const T b : seconds) {
      const double at[2]{static_cast<double>(a), static_cast<double>(b)};
      if (!is_kink(row, at)) first.push_back(a), second.push_back(b);
    }
  std::vector<T> columns[4];
  for (auto& column : columns) column.resize(first.size());
  if constexpr (Row::arity == 1) evaluate_each(e, into(columns[0], columns[1], columns[2], columns[3]), x = first);
  else evaluate_each(e, into(columns[0], columns[1], columns[2], columns[3]), x = first, y = second);
  errors scalar[4], packed[4];
  for (std::size_t i = 0; i < first.size(); ++i) {
    const double at[2]{static_cast<double>(first[i]), static_cast<double>(second[i])};
    const truth t = truth_at(row, at, Argument);
        const auto found = [&] {
      if constexpr (Row::arity == 1) return evaluate(e, x = first[i]);
      else return evaluate(e, x = first[i], y = second[i]);
    }();
    for (int order = 0; order < 4 && order < t.known; ++order) {
      add_error<T>(scalar[order], at, Argument, t, order, found[order]);
      add_error<T>(packed[order], at, Argument, t, order, columns[order][i]);
    }
  }
  for (int order = 0; order < 4; ++order) {
    print(row, Argument, order, type, "scalar", scalar[order]);
    print(row, Argument, order, type, "packs", packed[order]);
  }
  std::fflush(stdout);
}

template <class Row>
void measure_row() {
  if constexpr (is_measured<Row>()) {
    const detail::row_limits& limits = detail::limits_of<Row>;
    const measured_row row{Row::name, Row::arity, limits.value, limits.argument, [](const wide* at) -> wide {
                             if constexpr (Row::arity == 1) return Row::value(at[0]);
                             else return Row::value(at[0], at[1]);
                           }};
    if constexpr (takes_order<Row>) {
      measure<Row, 1, double>(row, "double");
      measure<Row, 1, float>(row, "float");
    } else {
      measure<Row, 0, double>(row, "double");
      measure<Row, 0, float>(row, "float");
      if constexpr (Row::arity == 2 && !Row::commutative) {
        measure<Row, 1, double>(row, "double");
        measure<Row, 1, float>(row, "float");
      }
    }
  }
}

template <class... Row>
void measure_all(detail::row_list<Row...>, const std::string& only) {
  ((only.empty() || only == Row::name ? measure_row<Row>() : void()), ...);
}

}  // namespace

int main(int count, char** names) { measure_all(detail::all_rows{}, count > 1 ? names[1] : ""); }
