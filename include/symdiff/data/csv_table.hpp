// SPDX-License-Identifier: BSL-1.0
#pragma once
// Rows of a CSV file as columns of numbers.
#include <symdiff/hide_macros.inc>
#include <cstddef>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <symdiff/instruction_set.hpp>
#include <vector>

namespace SYMDIFF_NAMESPACE {
namespace detail {

inline std::string listed(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "'" : ", '") + name + "'";
  return list;
}

/// The column of a name, counted from 0. Throws std::runtime_error, with the names there are.
inline std::size_t find_column(std::string_view name, const std::vector<std::string>& names, const std::string& file) {
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names[i] == name) return i;
  throw std::runtime_error("read_csv: " + file + " has no column '" + std::string(name) + "'; its columns are " +
                           listed(names));
}

}  // namespace detail

/// Columns by name: `table["speed"]`. Filled by read_csv, or some rows at a time by csv_reader.
class csv_table {
  friend class csv_reader;

  struct column {
    std::vector<double> numbers;
    std::vector<std::string> classes;
    std::string refusal;  // why the column is none of numbers, empty where it is one
  };
  std::string file;
  std::vector<std::string> column_names;
  std::vector<column> columns;
  std::size_t rows = 0;

 public:
  /// How many rows there are, the header not counted.
  std::size_t row_count() const { return rows; }

  /// The columns' names, from left to right.
  const std::vector<std::string>& names() const { return column_names; }

  /// The numbers of a column, `row_count()` of them, one behind the other: a view that is good as long as the
  /// table is. For a column of labels they are the indices of the classes.
  /// Throws std::runtime_error where there is no column of that name, where one of its fields is no number,
  /// and where one is missing and that is not allowed; a column that nobody asks for may hold any text.
  std::span<const double> operator[](std::string_view name) const& {
    const column& found = columns[detail::find_column(name, column_names, file)];
    if (!found.refusal.empty()) throw std::runtime_error(found.refusal);
    return found.numbers;
  }
  template <class Name>
  std::span<const double> operator[](const Name&) const&& {
    static_assert(sizeof(Name) == 0, "read_csv: a column of a temporary table would be gone before it is read; "
                                     "give the table a name, as in const csv_table table = read_csv(file)");
    return {};
  }

  /// The class names of a column of labels, by index. For other columns there are none.
  const std::vector<std::string>& classes(std::string_view name) const& {
    return columns[detail::find_column(name, column_names, file)].classes;
  }

  /// Some columns as a matrix of `row_count()` rows, row by row, for an input that is a vector. Throws as
  /// `table[name]` does.
  std::vector<double> row_major(const std::vector<std::string>& of_columns) const {
    std::vector<double> matrix(rows * of_columns.size());
    for (std::size_t j = 0; j < of_columns.size(); ++j) {
      const std::span<const double> numbers = (*this)[of_columns[j]];
      for (std::size_t i = 0; i < rows; ++i) matrix[i * of_columns.size() + j] = numbers[i];
    }
    return matrix;
  }
};

}  // namespace symdiff

#include <symdiff/restore_macros.inc>
