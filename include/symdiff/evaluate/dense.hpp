// SPDX-License-Identifier: BSL-1.0
#pragma once
// Results with a shape.
#include <cstddef>

namespace symdiff {

/// A row-major matrix of numbers: `m(i, j)`.
template <class T, int Rows, int Columns>
struct matrix {
  T values[Rows * Columns];

  static constexpr int rows() { return Rows; }
  static constexpr int columns() { return Columns; }
  static constexpr std::size_t size() { return std::size_t{Rows} * Columns; }
  constexpr T* data() { return values; }
  constexpr const T* data() const { return values; }
  constexpr T& operator()(int i, int j) { return values[i * Columns + j]; }
  constexpr const T& operator()(int i, int j) const { return values[i * Columns + j]; }
};

}  // namespace symdiff
