// SPDX-License-Identifier: BSL-1.0
#pragma once
// Values with a shape.
#include <array>
#include <cstddef>
#include <type_traits>
#include <symdiff/graph/node.hpp>

namespace SYMDIFF_NAMESPACE {

/// A row-major matrix of numbers: `m(i, j)`.
template <class T, int Rows, int Columns>
struct matrix {
  T values[std::size_t{Rows * Columns}];

  static constexpr int rows() { return Rows; }
  static constexpr int columns() { return Columns; }
  static constexpr std::size_t size() { return std::size_t{Rows} * Columns; }
  constexpr T* data() { return values; }
  constexpr const T* data() const { return values; }
  constexpr T& operator()(int i, int j) { return values[i * Columns + j]; }
  constexpr const T& operator()(int i, int j) const { return values[i * Columns + j]; }
};

namespace detail {

template <class T, shape Dimensions>
struct value_with_shape {
  using type = std::array<T, std::size_t{Dimensions.size()}>;
};
template <class T, shape Dimensions>
  requires(Dimensions.is_scalar())
struct value_with_shape<T, Dimensions> {
  using type = T;
};
template <class T, shape Dimensions>
  requires(Dimensions.is_matrix())
struct value_with_shape<T, Dimensions> {
  using type = matrix<T, Dimensions.rows, Dimensions.columns>;
};

/// A number, a std::array or a matrix.
template <class T, shape Dimensions>
using value_for = typename value_with_shape<T, Dimensions>::type;

/// An array or matrix whose numbers are about to be written. (Hana's maps make their values with (), which would write
/// zeros first: a quarter of the time of the gradient of a sum of 1,000 squares.)
template <class Values>
struct unwritten : Values {
  constexpr unwritten() {}  // NOLINT: = default would be no constructor of its own
};
template <class V>
struct result_type {
  using type = unwritten<V>;
};
template <class V>
  requires(!std::is_class_v<V> || !requires(V& v) { v.data(); })
struct result_type<V> {
  using type = V;
};
template <class T, shape Dimensions>
using result_for = typename result_type<value_for<T, Dimensions>>::type;

/// How many numbers a type holds, where the type says so; else -1.
template <class V>
inline constexpr long long static_size = -1;
template <class T, std::size_t Size>
inline constexpr long long static_size<std::array<T, Size>> = Size;
template <class T, std::size_t Size>
inline constexpr long long static_size<T[Size]> = Size;
template <class T, std::size_t Rows, std::size_t Columns>
inline constexpr long long static_size<T[Rows][Columns]> = static_cast<long long>(Rows) * Columns;
template <class T, int Rows, int Columns>
inline constexpr long long static_size<matrix<T, Rows, Columns>> = static_cast<long long>(Rows) * Columns;

template <class Values>
inline constexpr long long static_size<unwritten<Values>> = static_size<Values>;

/// The shape of such a type.
template <class V>
inline constexpr shape shape_of_value{};
template <class T, std::size_t Size>
inline constexpr shape shape_of_value<std::array<T, Size>>{static_cast<int>(Size), 0};
template <class T, int Rows, int Columns>
inline constexpr shape shape_of_value<matrix<T, Rows, Columns>>{Rows, Columns};

/// Calls f(number...) for each number of values of one shape.
template <class F, class First, class... Rest>
constexpr void each_number_of(const F& f, First& first, Rest&... rest) {
  if constexpr (requires { first.data(); first.size(); })
    for (std::size_t i = 0; i < first.size(); ++i) f(first.data()[i], rest.data()[i]...);
  else
    f(first, rest...);
}

}  // namespace detail
}  // namespace symdiff
