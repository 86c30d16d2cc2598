// SPDX-License-Identifier: BSL-1.0
#pragma once
// The rows of the library as functions that a program calls by their codes, in double and in a wider type.
#include <symdiff/symdiff.hpp>

#include <stdexcept>
#include <vector>

namespace run_time_rows {

using namespace symdiff;
using namespace symdiff::detail;

/// What can be done with a row at run time.
template <class Wide>
struct run_time_row {
  op code;
  const char* name;
  int rounding;  // in units in the last place, at most
  double (*in_double)(const double*);
  Wide (*in_wide)(const Wide*);
};

template <class Row, class T>
T call(const T* at) {
  if constexpr (Row::code == op::logical_not) return T(at[0] == 0);
  else if constexpr (Row::code == op::logical_and) return T(at[0] != 0 && at[1] != 0);
  else if constexpr (Row::code == op::logical_or) return T(at[0] != 0 || at[1] != 0);
  else if constexpr (Row::code == op::where) return at[0] != 0 ? at[1] : at[2];
  else return T(Row::value(at[0], at[1]));
}

template <class Row, class Wide>
void add_row(std::vector<run_time_row<Wide>>& rows) {
  constexpr op code = code_of_row<Row>();
  if constexpr (is_reduction(code)) return;
  else {
    const bool is_exact = is_condition(code) || code == op::where || code == op::negate || code == op::larger;
    const int rounding = is_exact ? 0 : index_of(code) < index_of(op::power) ? 1 : 8;
    if constexpr (requires { Row::code; } && Row::arity > 1)
      rows.push_back({code, Row::name, rounding, &call<Row, double>, &call<Row, Wide>});
    else if constexpr (requires { Row::code; } && is_condition(code))
      rows.push_back({code, Row::name, rounding, &call<Row, double>, &call<Row, Wide>});
    else if constexpr (Row::arity == 1)
      rows.push_back({code, Row::name, rounding, [](const double* at) -> double { return Row::value(at[0]); },
                      [](const Wide* at) -> Wide { return Row::value(at[0]); }});
    else
      rows.push_back({code, Row::name, rounding, [](const double* at) -> double { return Row::value(at[0], at[1]); },
                      [](const Wide* at) -> Wide { return Row::value(at[0], at[1]); }});
  }
}

template <class Wide, class... Rows>
std::vector<run_time_row<Wide>> make_rows(row_list<Rows...>) {
  std::vector<run_time_row<Wide>> rows;
  (add_row<Rows>(rows), ...);
  return rows;
}
template <class Wide>
const run_time_row<Wide>& row_of_code(const std::vector<run_time_row<Wide>>& rows, op code) {
  for (const run_time_row<Wide>& row : rows)
    if (index_of(row.code) == index_of(code)) return row;
  throw std::logic_error("no such row");
}

}  // namespace run_time_rows
