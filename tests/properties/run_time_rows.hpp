// SPDX-License-Identifier: BSL-1.0
#pragma once
// The rows of the library as functions that a program calls by their codes, in double and in a wider type.
#include <symdiff/symdiff.hpp>

#include <algorithm>
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
  constexpr op code = code_of_row<Row>();
  if constexpr (code == op::logical_not) return T(at[0] == 0);
  else if constexpr (code == op::logical_and) return T(at[0] != 0 && at[1] != 0);
  else if constexpr (code == op::logical_or) return T(at[0] != 0 || at[1] != 0);
  else if constexpr (code == op::where) return at[0] != 0 ? at[1] : at[2];
  else if constexpr (Row::arity == 1) return T(Row::value(at[0]));
  else if constexpr (Row::arity == 2) return T(Row::value(at[0], at[1]));
  else return T(Row::value(at[0], at[1], at[2]));
}

template <class Row, class Wide>
void add_row(std::vector<run_time_row<Wide>>& rows) {
  constexpr op code = code_of_row<Row>();
  if (is_reduction(code)) return;
  const bool is_exact = is_condition(code) || code == op::where || code == op::negate || code == op::larger;
  const int rounding = is_exact ? 0 : index_of(code) < index_of(op::power) ? 1 : 8;
  rows.push_back({code, Row::name, rounding, &call<Row, double>, &call<Row, Wide>});
}

template <class Wide, class... Rows>
std::vector<run_time_row<Wide>> make_rows(row_list<Rows...>) {
  std::vector<run_time_row<Wide>> rows;
  (add_row<Rows>(rows), ...);
  return rows;
}
template <class Wide>
const run_time_row<Wide>& row_of_code(const std::vector<run_time_row<Wide>>& rows, op code) {
  const int last = static_cast<int>(rows.size()) - 1;  // rows are in the order of their codes, from which some are left out
  for (int i = std::min(last, index_of(code) - first_row); i >= 0; --i)
    if (index_of(rows[static_cast<std::size_t>(i)].code) == index_of(code)) return rows[static_cast<std::size_t>(i)];
  throw std::logic_error("no such row");
}

}  // namespace run_time_rows
