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

enum quantity : int { value, by_first, by_second, by_third };

/// How many units in the last place a value or derivative of a row may be off at a point: four. A row with
/// a harder one has its own, with the reason.
template <class Row>
double allowed(quantity, double /*x*/, double /*y*/) {
  return 4;
}

/// The same of a row of three arguments.
template <class Row>
double allowed_of_three(quantity, double /*x*/, double /*y*/, double /*z*/) {
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

/// A row without its type. Rows of fewer arguments ignore y and z.
struct row_case {
  const char* name;
  int arity;
  bool takes_order;
  double lower, upper;
  symdiff::detail::bounds range;
  wide (*exact)(const wide& x, const wide& y, const wide& z);
  void (*evaluate)(double x, double y, double z, double (&results)[4]);  // the value, and the derivatives of 3 f
  double (*allowed)(quantity, double x, double y);
  double (*allowed_of_three)(quantity, double x, double y, double z);
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

inline void compare(const row_case& row, quantity q, double x, double y, double z, double found, const wide& truth) {
  static constexpr const char* names[]{"value", "derivative by the first argument", "derivative by the second argument",
                                       "derivative by the third argument"};
  const double off = units(found, truth), most = row.arity == 3 ? row.allowed_of_three(q, x, y, z) : row.allowed(q, x, y);
  if (off <= most) return;
  const std::string arguments = wide(x).str(17) + (row.arity == 1 ? "" : ", " + wide(y).str(17)) + (row.arity < 3 ? "" : ", " + wide(z).str(17));
  BOOST_TEST_ERROR(row.name << '(' << arguments << "): the " << names[q] << ' ' << found << " is " << off
                            << " units in the last place from " << truth.str(20) << "; allowed are " << most);
}

/// 3 times the central difference, and whether it has enough digits to be compared with.
inline bool has_slope(const wide& above, const wide& below, const wide& h, wide& slope) {
  const wide difference = above - below;
  slope = 3 * difference / (2 * h);
  return is_ordinary(slope) && (difference == 0 || abs(difference) > 1e-31 * abs(above));
}

/// Every value of a row is in its range, in 50 digits. (Which round some values to an open end: an end of 0 alone is met by
/// none.)
inline void check_range(const row_case& row, double x, double y, double z, const wide& value) {
  const symdiff::detail::bounds& range = row.range;
  const bool is_inside = range.lower <= value && value <= range.upper && !(value == 0 && !range.has_zero());
  if (is_inside || isnan(value)) return;
  BOOST_TEST_ERROR(row.name << '(' << x << ", " << y << ", " << z << ") is " << value.str(20) << ", outside of its range from "
                            << range.lower << " to " << range.upper);
}

/// A row at one point, and whether the point could be checked.
inline bool check_at(const row_case& row, double x, double y, double z) {
  const wide truth = row.exact(x, y, z);
  check_range(row, x, y, z, truth);
  if (row.is_skipped(x, y) || !is_ordinary(truth)) return false;
  double found[4]{};
  row.evaluate(x, y, z, found);
  compare(row, value, x, y, z, found[value], truth);
  for (int k = row.takes_order ? 1 : 0; k < row.arity; ++k) {
    const wide h = step_at(row, k == 0 ? x : k == 1 ? y : z);
    const auto moved = [&](const wide& by) { return row.exact(k == 0 ? x + by : wide(x), k == 1 ? y + by : wide(y), k == 2 ? z + by : wide(z)); };
    if (wide slope; has_slope(moved(h), moved(-h), h, slope))
      compare(row, static_cast<quantity>(by_first + k), x, y, z, found[by_first + k], slope);
  }
  return true;
}

inline void check(const row_case& row) {
  const std::vector<double> orders{0, 1, 2, 3, 5}, one{0}, all = points_within(row.lower, row.upper);
  std::vector<double> few;
  for (const double x : {-600.25, -25.0, -2.2, -0.3, 1e-8, 0.7, 3.7, 99.5})
    if (x > row.lower && x < row.upper) few.push_back(x);
  const std::vector<double>& others = row.arity == 3 ? few : all;
  int checked = 0;
  for (const double x : row.takes_order ? orders : others)
    for (const double y : row.arity == 1 ? one : others)
      for (const double z : row.arity < 3 ? one : others) checked += check_at(row, x, y, z);
  BOOST_TEST(checked >= 10, row.name << " was checked at " << checked << " points only");
}

inline constexpr auto a = symdiff::parameter<"a">;
inline constexpr auto b = symdiff::parameter<"b">;
inline constexpr auto c = symdiff::parameter<"c">;

template <class Row>
row_case case_of() {
  using namespace symdiff;
  row_case row{Row::name, Row::arity, takes_order<Row>, Row::domain::lower, Row::domain::upper, detail::limits_of<Row>.range,
               nullptr,   nullptr,    &allowed<Row>,    &allowed_of_three<Row>, &is_skipped<Row>};
  if constexpr (Row::arity == 1) {
    row.exact = [](const wide& x, const wide&, const wide&) -> wide { return Row::value(x); };
    row.evaluate = [](double x, double, double, double(&results)[4]) {
      results[by_first] = gradient(constant<3> * detail::apply<Row>(a), wrt(a), a = x)[a];
      results[value] = evaluate(detail::apply<Row>(a), a = x);
    };
  } else if constexpr (Row::arity == 2) {
    row.exact = [](const wide& x, const wide& y, const wide&) -> wide { return Row::value(x, y); };
    row.evaluate = [](double x, double y, double, double(&results)[4]) {
      const auto r = gradient(constant<3> * detail::apply<Row>(a, b), wrt(a, b), a = x, b = y);
      results[by_first] = r[a];
      results[by_second] = r[b];
      results[value] = evaluate(detail::apply<Row>(a, b), a = x, b = y);
    };
  } else {
    row.exact = [](const wide& x, const wide& y, const wide& z) -> wide { return Row::value(x, y, z); };
    row.evaluate = [](double x, double y, double z, double(&results)[4]) {
      const auto r = gradient(constant<3> * detail::apply<Row>(a, b, c), wrt(a, b, c), a = x, b = y, c = z);
      results[by_first] = r[a];
      results[by_second] = r[b];
      results[by_third] = r[c];
      results[value] = evaluate(detail::apply<Row>(a, b, c), a = x, b = y, c = z);
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
