// SPDX-License-Identifier: BSL-1.0
#pragma once
// The rows of a matrix as samples.
#include <symdiff/hide_macros.inc>
#include <symdiff/data/dataset.hpp>

namespace SYMDIFF_NAMESPACE {

/// A row-major matrix whose rows are samples, by reference: `matrix_rows m(numbers, 3); dataset data{t = m[0],
/// speed = m[2]};`. m[j] is column j, for a data set or an evaluation. A range with `data()` and `size()`, or an
/// address and a number of rows; it must outlive what refers to it. Contiguous columns are read faster. Throws
/// std::invalid_argument, if the numbers do not fill whole rows, or there is no such column.
template <class T>
class matrix_rows {
  const T* first;
  std::size_t row_count = 0, column_count;

  void require_columns() const {
    if (column_count == 0) throw std::invalid_argument("matrix_rows: there are 0 columns, but at least 1 is needed");
  }

 public:
  matrix_rows(const T* numbers, std::size_t rows, std::size_t columns)
      : first(numbers), row_count(rows), column_count(columns) {
    require_columns();
  }
  template <class Range>
  matrix_rows(const Range& numbers, std::size_t columns) : first(numbers.data()), column_count(columns) {
    require_columns();
    if (numbers.size() % columns != 0)
      throw std::invalid_argument("matrix_rows: " + std::to_string(numbers.size()) + " numbers do not fill rows of " +
                                  std::to_string(columns));
    row_count = numbers.size() / columns;
  }
  template <class Range>
    requires(!std::is_lvalue_reference_v<Range> && !std::ranges::enable_borrowed_range<Range>)
  matrix_rows(Range&&, std::size_t) = delete;  // a temporary would be gone before it is read

  std::size_t rows() const { return row_count; }
  std::size_t columns() const { return column_count; }

  /// Column j, from 0 on.
  detail::column<T, detail::strided<T>> operator[](std::size_t j) const {
    if (j >= column_count)
      throw std::invalid_argument("matrix_rows: there is no column " + std::to_string(j) + " of " +
                                  std::to_string(column_count));
    return {{first + j, column_count}, row_count};
  }
};

template <class Range>
matrix_rows(const Range&, std::size_t) -> matrix_rows<std::remove_cvref_t<decltype(*std::declval<Range>().data())>>;

}  // namespace symdiff

#include <symdiff/restore_macros.inc>
