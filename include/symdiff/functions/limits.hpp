// SPDX-License-Identifier: BSL-1.0
#pragma once
// What rows state of their domains and ranges, as values that are looked up by operation.
#include <symdiff/functions/all.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// An interval. Infinite ends are never in it, finite ones if they are not open.
struct bounds {
  double lower = -__builtin_inf(), upper = __builtin_inf();
  bool lower_open = true, upper_open = true;
  bool without_zero = false;
  bool is_of_pair = false;

  template <class Domain>
  static constexpr bounds of() {
    return {Domain::lower, Domain::upper, !Domain::closed || Domain::lower == -__builtin_inf(),
            !Domain::closed || Domain::upper == __builtin_inf(), Domain::without_zero, Domain::is_of_pair};
  }
  constexpr bounds opened() const { return {lower, upper, true, true, without_zero, is_of_pair}; }

  constexpr bool is_real_line() const {
    return lower == -__builtin_inf() && upper == __builtin_inf() && !without_zero;
  }
  constexpr bool has_zero() const {
    return !without_zero && (lower < 0 || (lower == 0 && !lower_open)) && (upper > 0 || (upper == 0 && !upper_open));
  }
  constexpr bool has(double x) const {
    return (lower < x || (lower == x && !lower_open)) && (x < upper || (x == upper && !upper_open)) && !(without_zero && x == 0);
  }
  constexpr bool is_within(const bounds& other) const {
    return (other.lower < lower || (other.lower == lower && (lower_open || !other.lower_open))) &&
           (upper < other.upper || (other.upper == upper && (upper_open || !other.upper_open))) &&
           !(other.without_zero && has_zero());
  }
  constexpr bool operator==(const bounds&) const = default;
};

/// Where a row's value is finite, where its derivative is too, by which argument, and the values it has.
struct row_limits {
  bounds value, derivative, range;
  int argument = 0;
};

template <class Row>
constexpr row_limits find_limits() {
  row_limits limits;
  if constexpr (requires { typename Row::domain; }) limits.value = bounds::of<typename Row::domain>();
  if constexpr (requires { typename Row::domain_of_any_exponent; })
    limits.value = bounds::of<typename Row::domain_of_any_exponent>();
  if constexpr (requires { typename Row::derivative_domain; }) limits.derivative = bounds::of<typename Row::derivative_domain>();
  else limits.derivative = limits.value.opened();
  if constexpr (requires { typename Row::range; }) limits.range = bounds::of<typename Row::range>();
  if constexpr (requires { Row::domain_argument; }) limits.argument = Row::domain_argument;
  return limits;
}

template <class Row>
inline constexpr row_limits limits_of = find_limits<Row>();

/// By index less `first_row`.
struct limits_table {
  row_limits rows[row_count]{};
};
template <class... Rows>
constexpr limits_table make_limits(row_list<Rows...>) {
  return {{find_limits<Rows>()...}};
}
/// A template, so that it costs only where it is asked.
template <class List>
inline constexpr limits_table limits_of_rows = make_limits(List{});

}  // namespace symdiff::detail
