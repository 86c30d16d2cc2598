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
template <int Index>
  requires(Index < 0)
constexpr refused expression_at(const auto&) {
  return {};
}

template <class Indices, class... E>
struct expression_list;
template <int... Index, class... E>
struct expression_list<std::integer_sequence<int, Index...>, E...> : indexed_expression<Index, E>... {
  using source = value_source<E...>;

  /// The plain numbers of all.
  constexpr auto joined_numbers() const { return join_numbers(expression_at<Index>(*this)...); }

  template <class... Arguments>
  constexpr auto values(const Arguments&... arguments) const {
    if constexpr (!can_evaluate<Arguments...>()) {
      return refused{};
    } else {
      const auto numbers = joined_numbers();
      using T = number_of<decltype(numbers), Arguments...>;
      std::array<T, sizeof...(E)> result{};
      fill_from_program<source>(result.data(), numbers, arguments...);
      return result;
    }
  }

  template <class... Arguments>
  static constexpr bool can_evaluate() {
    if constexpr ((is_refused<E> || ...)) return false;
    else if constexpr (is_refused<decltype(source::program)>) return false;
    else return are_values<source, source, Arguments...>();
  }
};
template <class... E>
using expressions = expression_list<std::make_integer_sequence<int, sizeof...(E)>, E...>;

/// The whole number that an argument such as `1_c` stands for.
template <class Index, int Count>
constexpr int index_value() {
  constexpr bool is_constant = [] {
    if constexpr (Expression<Index>) return Index::graph.constant_count == 1 && Index::graph.node_count == 1;
    else return false;
  }();
  static_assert(is_constant, "symdiff: the index of an expression is no exact constant; write it as in v(0_c) and j(0_c, 1_c)");
  if constexpr (is_constant) {
    constexpr double value = Index::graph.constants[0];
    constexpr bool is_inside = value >= 0 && value < Count && static_cast<int>(value) == value;
    static_assert(is_inside, "symdiff: the index of an expression is outside the vector or matrix, whose first is 0_c");
    return is_inside ? static_cast<int>(value) : -1;
  } else {
    return -1;
  }
}

}  // namespace detail

/// Expressions one above the other: a vector-valued expression. `v(0_c)` and `element<0>(v)` are its parts.
template <class... E>
struct stacked : detail::expressions<E...> {
  static constexpr int size = sizeof...(E);

  template <class Index>
  constexpr auto operator()(const Index&) const {
    return detail::expression_at<detail::index_value<Index, size>()>(*this);
  }
};

/// Stacks scalar expressions.
template <class... E>
constexpr auto stack(const E&... e) {
  static_assert(((Expression<E> && ...) && sizeof...(E) > 0) || (detail::is_refused<E> || ...),
                "stack: an argument is no expression; give one or more, and exact constants such as 0_c for numbers");
  if constexpr ((Expression<E> && ...) && sizeof...(E) > 0) return stacked<E...>{{{e}...}};
  else return detail::refused{};
}

/// A matrix of expressions: `m(0_c, 1_c)` and `element<0, 1>(m)` are its entries.
template <int Rows, int Columns, class... E>
struct expression_matrix : detail::expressions<E...> {
  static constexpr int rows = Rows;
  static constexpr int columns = Columns;

  template <class Row, class Column>
  constexpr auto operator()(const Row&, const Column&) const {
    constexpr int row = detail::index_value<Row, Rows>(), column = detail::index_value<Column, Columns>();
    return detail::expression_at<(row < 0 || column < 0 ? -1 : row * Columns + column)>(*this);
  }
};

template <int Index, class... E>
constexpr auto element(const stacked<E...>& v) {
  constexpr bool is_inside = Index >= 0 && Index < static_cast<int>(sizeof...(E));
  static_assert(is_inside, "element: the index is outside the vector, whose first is element<0>");
  return detail::expression_at<is_inside ? Index : -1>(v);
}

template <int Row, int Column, int Rows, int Columns, class... E>
constexpr auto element(const expression_matrix<Rows, Columns, E...>& m) {
  constexpr bool is_inside = Row >= 0 && Row < Rows && Column >= 0 && Column < Columns;
  static_assert(is_inside, "element: the index is outside the matrix, whose first is element<0, 0>");
  return detail::expression_at<is_inside ? Row * Columns + Column : -1>(m);
}

/// The derivatives of stacked expressions by symbols, as expressions: row i belongs to the i-th expression,
/// column j to the j-th symbol.
template <class... E, class... By>
constexpr auto jacobian(const stacked<E...>& v, const By&... by) {
  static_assert(((Symbol<By> || detail::is_refused<By>) && ...) && sizeof...(By) > 0,
                "jacobian: name the symbols to differentiate by behind the expressions, as in jacobian(stack(f, g), a, b)");
  if constexpr (!(Symbol<By> && ...) || sizeof...(By) == 0) {
    return detail::refused{};
  } else {
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
template <class E, class... By>
constexpr auto jacobian(const E& e, const By&... by) {
  static_assert(Expression<E> || detail::is_refused<E>, "jacobian: the first argument is no expression or stack(...) of them");
  if constexpr (Expression<E>) return jacobian(stack(e), by...);
  else return detail::refused{};
}

/// The values of stacked expressions, computed together: a std::array.
template <class... E, class... Arguments>
constexpr auto evaluate(const stacked<E...>& v, const Arguments&... arguments) {
  return v.values(arguments...);
}

/// The values of a matrix of expressions, computed together.
template <int Rows, int Columns, class... E, class... Arguments>
constexpr auto evaluate(const expression_matrix<Rows, Columns, E...>& m, const Arguments&... arguments) {
  const auto values = m.values(arguments...);
  if constexpr (detail::is_refused<decltype(values)>) {
    return values;
  } else {
    matrix<typename decltype(values)::value_type, Rows, Columns> result{};
    for (std::size_t i = 0; i < values.size(); ++i) result.values[i] = values[i];
    return result;
  }
}

}  // namespace symdiff
