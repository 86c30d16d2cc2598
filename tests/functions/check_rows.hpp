// SPDX-License-Identifier: BSL-1.0
#pragma once
// Checks rows of the function table by machine: every value in double against the same row in 50 digits,
// and every partial derivative of 3 f(…), so that the seed is not 1, against a central difference of the
// row in 50 digits. Differences are counted in units in the last place of the true value. What knows the
// row's type is small, since it is compiled for every row.
#include <symdiff/symdiff.hpp>

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace rows {

using wide = boost::multiprecision::cpp_bin_float_50;

enum quantity : int { value, by_first, by_second };

/// How many units in the last place a value or derivative of a row may be off at a point: four. A row with
/// a harder one has its own, with the reason.
template <class Row>
double allowed(quantity, double /*x*/, double /*y*/) {
  return 4;
}

/// Whether a row is not checked at a point, since there is a kink or a step.
template <class Row>
bool is_skipped(double /*x*/, double /*y*/) {
  return false;
}

/// Whether a row's first argument is a whole number that it has no derivative for.
template <class Row>
inline constexpr bool takes_order = false;

/// A row without its type. Rows of one argument ignore y.
struct row_case {
  const char* name;
  int arity;
  bool takes_order;
  double lower, upper;
  wide (*exact)(const wide& x, const wide& y);
  void (*evaluate)(double x, double y, double (&results)[3]);  // the value, and the derivatives of 3 f
  double (*allowed)(quantity, double x, double y);
  bool (*is_skipped)(double x, double y);
};

/// Arguments within a domain: spaced by logarithm, and near each end.
inline std::vector<double> points_within(double lower, double upper) {
  std::vector<double> all;
  const auto add = [&](double x) {
    if (x > lower && x < upper) all.push_back(x);
  };
  for (const double magnitude : {1e-12, 1e-8, 3e-5, 0.01, 0.1, 0.3, 0.5, 0.7, 0.95, 1.1, 1.5, 2.2, 3.7, 6.0, 11.0,
                                 25.0, 99.5, 600.25})
    add(magnitude), add(-magnitude);
  for (const double end : {lower, upper})
    for (const double distance : {1e-100, 1e-20, 1e-13, 1e-9, 1e-6, 1e-3, 0.05})
      if (std::isfinite(end)) add(end == lower ? end + distance : end - distance);
  return all;
}

/// Units in the last place between a double and the truth.
inline double units(double found, const wide& truth) {
  int exponent = 0;
  std::frexp(static_cast<double>(truth), &exponent);
  const double unit = std::max(std::ldexp(1.0, exponent - 53), std::numeric_limits<double>::denorm_min());
  return std::abs(static_cast<double>((wide(found) - truth) / unit));
}

inline bool is_ordinary(const wide& truth) { return abs(truth) < 1e290 && (truth == 0 || abs(truth) > 1e-290); }

/// A step so small that the difference quotient has 20 digits, and so large that 50 digits suffice for it.
inline wide step_at(const row_case& row, double x) {
  double scale = x == 0 ? 1 : std::min(1.0, std::abs(x));
  for (const double end : {row.lower, row.upper})
    if (std::isfinite(end)) scale = std::min(scale, std::abs(x - end));
  return wide(1e-10) * scale;
}

inline void compare(const row_case& row, quantity q, double x, double y, double found, const wide& truth) {
  static constexpr const char* names[]{"value", "derivative by the first argument", "derivative by the second argument"};
  const double off = units(found, truth), most = row.allowed(q, x, y);
  if (off <= most) return;
  const std::string arguments = wide(x).str(17) + (row.arity == 1 ? "" : ", " + wide(y).str(17));
  BOOST_TEST_ERROR(row.name << '(' << arguments << "): the " << names[q] << ' ' << found << " is " << off
                            << " units in the last place from " << truth.str(20) << "; allowed are " << most);
}

/// 3 times the central difference, and whether it has enough digits to be compared with.
inline bool has_slope(const wide& above, const wide& below, const wide& h, wide& slope) {
  const wide difference = above - below;
  slope = 3 * difference / (2 * h);
  return is_ordinary(slope) && (difference == 0 || abs(difference) > 1e-31 * abs(above));
}

/// A row at one point, and whether the point could be checked.
inline bool check_at(const row_case& row, double x, double y) {
  const wide truth = row.exact(x, y);
  if (row.is_skipped(x, y) || !is_ordinary(truth)) return false;
  double found[3]{};
  row.evaluate(x, y, found);
  compare(row, value, x, y, found[value], truth);
  if (!row.takes_order) {
    const wide h = step_at(row, x);
    if (wide slope; has_slope(row.exact(x + h, y), row.exact(x - h, y), h, slope))
      compare(row, by_first, x, y, found[by_first], slope);
  }
  if (row.arity == 2) {
    const wide h = step_at(row, y);
    if (wide slope; has_slope(row.exact(x, y + h), row.exact(x, y - h), h, slope))
      compare(row, by_second, x, y, found[by_second], slope);
  }
  return true;
}

inline void check(const row_case& row) {
  const std::vector<double> orders{0, 1, 2, 3, 5}, one{0}, all = points_within(row.lower, row.upper);
  int checked = 0;
  for (const double x : row.takes_order ? orders : all)
    for (const double y : row.arity == 1 ? one : all) checked += check_at(row, x, y);
  BOOST_TEST(checked >= 10, row.name << " was checked at " << checked << " points only");
}

inline constexpr auto a = symdiff::parameter<"a">;
inline constexpr auto b = symdiff::parameter<"b">;

template <class Row>
row_case case_of() {
  using namespace symdiff;
  row_case row{Row::name, Row::arity, takes_order<Row>, Row::domain::lower, Row::domain::upper,
               nullptr,   nullptr,    &allowed<Row>,    &is_skipped<Row>};
  if constexpr (Row::arity == 1) {
    row.exact = [](const wide& x, const wide&) -> wide { return Row::value(x); };
    row.evaluate = [](double x, double, double(&results)[3]) {
      const auto r = value_and_gradient(constant<3> * detail::apply<Row>(a), a = x);
      results[by_first] = r.gradient[a];
      results[value] = evaluate(detail::apply<Row>(a), a = x);
    };
  } else {
    row.exact = [](const wide& x, const wide& y) -> wide { return Row::value(x, y); };
    row.evaluate = [](double x, double y, double(&results)[3]) {
      const auto r = value_and_gradient(constant<3> * detail::apply<Row>(a, b), wrt(a, b), a = x, b = y);
      results[by_first] = r.gradient[a];
      results[by_second] = r.gradient[b];
      results[value] = evaluate(detail::apply<Row>(a, b), a = x, b = y);
    };
  }
  return row;
}

/// Whether a row is a function of numbers only: conditions, choices and reductions are not.
template <class Row>
constexpr bool is_numeric() {
  if constexpr (requires { Row::code; })
    return !symdiff::detail::is_condition(Row::code) && !symdiff::detail::is_reduction(Row::code) &&
           Row::code != symdiff::detail::op::where;
  else
    return true;
}

/// Checks the rows of a list.
template <class... Row>
void check_all(symdiff::detail::row_list<Row...>) {
  const auto check_one = []<class R>(R*) {
    if constexpr (is_numeric<R>()) check(case_of<R>());
  };
  (check_one(static_cast<Row*>(nullptr)), ...);
}

}  // namespace rows
