// SPDX-License-Identifier: BSL-1.0
#pragma once
// Several expressions at once, and the matrix of their derivatives.
#include <array>
#include <symdiff/derivative/diff.hpp>
#include <symdiff/evaluate/dense.hpp>
#include <symdiff/evaluate/evaluate.hpp>

namespace symdiff {
namespace detail {

template <int Index, class E>
struct indexed_expression {
  E expression;
};
template <int Index, class E>
constexpr const E& expression_at(const indexed_expression<Index, E>& e) {
  return e.expression;
}

template <class Indices, class... E>
struct expression_list;
template <int... Index, class... E>
struct expression_list<std::integer_sequence<int, Index...>, E...> : indexed_expression<Index, E>... {
  using source = value_source<E...>;

  template <class... Arguments>
  constexpr auto values(const Arguments&... arguments) const {
    const auto numbers = join_numbers(expression_at<Index>(*this)...);
    using T = number_of<decltype(numbers), Arguments...>;
    std::array<T, sizeof...(E)> result{};
    run_program<source>(result.data(), numbers, arguments...);
    return result;
  }
};
template <class... E>
using expressions = expression_list<std::make_integer_sequence<int, sizeof...(E)>, E...>;

/// The whole number that an argument such as `1_c` stands for.
template <class Index>
constexpr int index_value() {
  static_assert(Expression<Index> && std::remove_cvref_t<Index>::graph.constant_count == 1 &&
                    std::remove_cvref_t<Index>::graph.node_count == 1,
                "jacobian: rows and columns are counted by exact constants, as in j(0_c, 1_c)");
  return static_cast<int>(std::remove_cvref_t<Index>::graph.constants[0]);
}

}  // namespace detail

/// Expressions one above the other: a vector-valued expression. `v(0_c)` and `element<0>(v)` are its parts.
template <class... E>
struct stacked : detail::expressions<E...> {
  static constexpr int size = sizeof...(E);

  template <class Index>
  constexpr auto operator()(const Index&) const {
    return detail::expression_at<detail::index_value<Index>()>(*this);
  }
};

/// Stacks scalar expressions.
template <class... E>
constexpr auto stack(const E&... e) {
  static_assert((Expression<E> && ...) && sizeof...(E) > 0, "stack: every argument must be an expression");
  if constexpr ((Expression<E> && ...)) return stacked<E...>{{{e}...}};
}

/// A matrix of expressions: `m(0_c, 1_c)` and `element<0, 1>(m)` are its entries.
template <int Rows, int Columns, class... E>
struct expression_matrix : detail::expressions<E...> {
  static constexpr int rows = Rows;
  static constexpr int columns = Columns;

  template <class Row, class Column>
  constexpr auto operator()(const Row&, const Column&) const {
    return detail::expression_at<detail::index_value<Row>() * Columns + detail::index_value<Column>()>(*this);
  }
};

template <int Index, class... E>
constexpr auto element(const stacked<E...>& v) {
  static_assert(Index >= 0 && Index < static_cast<int>(sizeof...(E)), "element: the index is outside the vector");
  return detail::expression_at<Index>(v);
}

template <int Row, int Column, int Rows, int Columns, class... E>
constexpr auto element(const expression_matrix<Rows, Columns, E...>& m) {
  static_assert(Row >= 0 && Row < Rows && Column >= 0 && Column < Columns, "element: the index is outside the matrix");
  return detail::expression_at<Row * Columns + Column>(m);
}

/// The derivatives of stacked expressions by symbols, as expressions: row i belongs to the i-th expression,
/// column j to the j-th symbol.
template <class... E, class... By>
constexpr auto jacobian(const stacked<E...>& v, const By&... by) {
  static_assert((Symbol<By> && ...) && sizeof...(By) > 0, "jacobian: name the symbols to differentiate by after the expressions");
  if constexpr ((Symbol<By> && ...)) {
    constexpr int columns = sizeof...(By);
    const detail::expressions<By...> symbols{{by}...};
    const auto entry = [&]<int I>(std::integral_constant<int, I>) {
      return diff(detail::expression_at<I / columns>(v), detail::expression_at<I % columns>(symbols));
    };
    return [&]<int... I>(std::integer_sequence<int, I...>) {
      return expression_matrix<sizeof...(E), columns, decltype(entry(std::integral_constant<int, I>{}))...>{
          {{entry(std::integral_constant<int, I>{})}...}};
    }(std::make_integer_sequence<int, static_cast<int>(sizeof...(E)) * columns>{});
  }
}

/// The derivatives of a single expression, as a matrix of one row.
template <Expression E, class... By>
constexpr auto jacobian(const E& e, const By&... by) {
  return jacobian(stack(e), by...);
}

/// The values of stacked expressions, computed together: a std::array.
template <class... E, class... Arguments>
constexpr auto evaluate(const stacked<E...>& v, const Arguments&... arguments) {
  if constexpr (detail::are_values<detail::value_source<E...>, Arguments...>()) return v.values(arguments...);
}

/// The values of a matrix of expressions, computed together.
template <int Rows, int Columns, class... E, class... Arguments>
constexpr auto evaluate(const expression_matrix<Rows, Columns, E...>& m, const Arguments&... arguments) {
  if constexpr (detail::are_values<detail::value_source<E...>, Arguments...>()) {
    const auto values = m.values(arguments...);
    matrix<typename decltype(values)::value_type, Rows, Columns> result{};
    for (std::size_t i = 0; i < values.size(); ++i) result.values[i] = values[i];
    return result;
  }
}

}  // namespace symdiff
