// SPDX-License-Identifier: BSL-1.0
#pragma once
// Eigen's vectors, matrices, arrays, maps and blocks as values of symbols, and results as maps of Eigen's. Not among what
// symdiff.hpp includes; include it before values of these types are given.
//
//   evaluate(e, w = eigen_vector, W = eigen_matrix);
//   dataset data{x = eigen_matrix};        // each row a sample
//   parameters p{W = eigen_matrix};        // a copy
//   Eigen::Matrix3d curvature = as_eigen(h(v, v));
//
// What stands in memory as a std::array of its numbers would, row by row, is read in place; other orders and strides number
// by number.
#include <symdiff/hide_macros.inc>
#include <Eigen/Core>
#include <symdiff/data/dataset.hpp>

namespace SYMDIFF_NAMESPACE {
namespace detail {

/// The numbers of a matrix row by row, wherever they stand.
template <class T>
struct grid {
  const T* first = nullptr;
  std::size_t of_row = 0, of_column = 0, columns = 1;

  constexpr const T& operator*() const { return *first; }
  constexpr const T& operator[](std::size_t i) const { return first[i / columns * of_row + i % columns * of_column]; }
};

template <class T>
[[gnu::always_inline]] constexpr strided<T> column_of_component(const grid<T>& data, std::size_t position, std::size_t width) {
  return {&data[position], width == data.columns ? data.of_row : 1};  // else there is one sample
}

template <class D>
void take_dense(const Eigen::DenseBase<D>&);
template <class V>
concept EigenObject = requires(const V& value) { take_dense(value); };

/// Whether an object has its numbers in memory; a sum of two has not.
template <class V>
inline constexpr bool has_memory = (int{V::Flags} & int{Eigen::DirectAccessBit}) != 0;

template <class V>
constexpr void not_in_memory() {
  static_assert(never<V>, "symdiff: a symbol is given an expression of Eigen's, whose numbers are not yet computed; give it "
                          "expression.eval()");
}

[[noreturn]] inline void throw_other_matrix(const symbol_id& symbol, Eigen::Index rows, Eigen::Index columns) {
  const shape s = symbol.dimensions;
  std::string expected = s.is_scalar() ? "is one number"
                         : s.is_matrix() ? "is " + std::to_string(s.rows) + " x " + std::to_string(s.columns)
                                         : "has " + std::to_string(s.size()) + " numbers";
  if (symbol.kind == symbol_kind::input) expected += " in each sample, which is a row of a matrix";
  throw std::invalid_argument("symdiff: '" + std::string(symbol.name.text) + "' " + expected + ", but is given a matrix of " +
                              std::to_string(rows) + " x " + std::to_string(columns));
}

template <EigenObject V>
struct foreign<V> {
  using number = typename V::Scalar;
  static constexpr bool is_vector = V::IsVectorAtCompileTime;
  static constexpr bool has_step = int{V::InnerStrideAtCompileTime} != 1;
  static constexpr bool stands_in_order =
      V::IsRowMajor && !has_step &&
      (std::is_base_of_v<Eigen::PlainObjectBase<V>, V> ||
       (int{V::ColsAtCompileTime} != Eigen::Dynamic && int{V::OuterStrideAtCompileTime} == int{V::ColsAtCompileTime}));

  static constexpr auto enter(const V& value) {
    if constexpr (!has_memory<V>) {
      not_in_memory<V>();
      return column<number>{};
    } else {
      const auto size = static_cast<std::size_t>(value.size());
      if constexpr (is_vector && has_step) {
        return column<number, strided<number>>{{value.data(), static_cast<std::size_t>(value.innerStride())}, size};
      } else if constexpr (is_vector || stands_in_order) {
        return column<number>{value.data(), size};
      } else {
        const auto inner = static_cast<std::size_t>(value.innerStride()), outer = static_cast<std::size_t>(value.outerStride());
        return column<number, grid<number>>{{value.data(), V::IsRowMajor ? outer : inner, V::IsRowMajor ? inner : outer,
                                             static_cast<std::size_t>(value.cols())},
                                            size};
      }
    }
  }

  /// Lengths are checked with those of all containers.
  template <symbol_id Symbol>
  static constexpr void check(const V& value) {
    if constexpr (!is_vector) {
      constexpr shape s = Symbol.dimensions;
      const auto rows = value.rows(), columns = value.cols();
      const bool is_row_or_column = rows == 1 || columns == 1;
      bool fits = s.is_matrix() && rows == s.rows && columns == s.columns;
      if (Symbol.kind == symbol_kind::input)
        fits = fits || columns == s.size() || (is_row_or_column && (s.is_scalar() || rows * columns == s.size()));
      else
        fits = fits || (!s.is_matrix() && is_row_or_column && rows * columns == s.size());
      if (!fits) throw_other_matrix(Symbol, rows, columns);
    }
  }
};

template <EigenObject V>
  requires(int{V::SizeAtCompileTime} != Eigen::Dynamic)
inline constexpr long long static_size<V> = V::SizeAtCompileTime;

// Maps and blocks refer to numbers that outlive them, as spans do.
template <class M, int Options, class Stride>
inline constexpr bool outlives<Eigen::Map<M, Options, Stride>> = true;
template <class M, int Rows, int Columns, bool InnerPanel>
inline constexpr bool outlives<Eigen::Block<M, Rows, Columns, InnerPanel>> = true;
template <class M, int Size>
inline constexpr bool outlives<Eigen::VectorBlock<M, Size>> = true;
template <class M>
inline constexpr bool outlives<Eigen::Transpose<M>> = true;

template <class T, int Rows, int Columns>
using eigen_matrix = Eigen::Matrix<T, Rows, Columns, Columns == 1 ? Eigen::ColMajor : Eigen::RowMajor>;

}  // namespace detail

/// A vector or matrix of the library's as one of Eigen's, in the same memory: `as_eigen(g[w])`, `as_eigen(p[W]) *= 2`.
template <class T, std::size_t Size>
auto as_eigen(std::array<T, Size>& v) {
  return Eigen::Map<detail::eigen_matrix<T, static_cast<int>(Size), 1>>(v.data());
}
template <class T, std::size_t Size>
auto as_eigen(const std::array<T, Size>& v) {
  return Eigen::Map<const detail::eigen_matrix<T, static_cast<int>(Size), 1>>(v.data());
}
template <class T, int Rows, int Columns>
auto as_eigen(matrix<T, Rows, Columns>& m) {
  return Eigen::Map<detail::eigen_matrix<T, Rows, Columns>>(m.data());
}
template <class T, int Rows, int Columns>
auto as_eigen(const matrix<T, Rows, Columns>& m) {
  return Eigen::Map<const detail::eigen_matrix<T, Rows, Columns>>(m.data());
}
/// A copy of what is about to go, such as `as_eigen(evaluate(e, ...))`.
template <class T, std::size_t Size>
auto as_eigen(std::array<T, Size>&& v) {
  return detail::eigen_matrix<T, static_cast<int>(Size), 1>(as_eigen(v));
}
template <class T, int Rows, int Columns>
auto as_eigen(matrix<T, Rows, Columns>&& m) {
  return detail::eigen_matrix<T, Rows, Columns>(as_eigen(m));
}

}  // namespace symdiff

#include <symdiff/restore_macros.inc>
