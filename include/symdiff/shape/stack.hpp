// SPDX-License-Identifier: BSL-1.0
#pragma once
// Several expressions at once: stacked one above the other, and as the entries of a matrix.
#include <symdiff/shape/elements.hpp>

namespace SYMDIFF_NAMESPACE {
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

template <class... E>
struct value_source;  // evaluate/evaluate.hpp

template <class Indices, class... E>
struct expression_list;
template <int... Index, class... E>
struct expression_list<std::integer_sequence<int, Index...>, E...> : indexed_expression<Index, E>... {
  using source = value_source<E...>;

  /// The plain numbers of all.
  constexpr auto joined_numbers() const { return join_numbers(expression_at<Index>(*this)...); }
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

/// Scalars and vectors one after the other in one vector, as a balanced tree.
constexpr int concatenated(builder& b, const int* nodes, int count) {
  if (count == 1) return *nodes;
  const int half = (count + 1) / 2;
  const int left = concatenated(b, nodes, half);
  return b.apply(op::concatenate, left, concatenated(b, nodes + half, count - half));
}
/// The same, a vector even of a single scalar.
constexpr int stacked_node(builder& b, const int* nodes, int count) {
  const int node = concatenated(b, nodes, count);
  return b.shapes[node].is_scalar() ? filled(b, node, {1, 0}) : node;
}

template <class... E>
struct stacking {
  static constexpr int expected = 3 * node_count_of<E...>;
  constexpr int operator()(builder& b) const {
    int roots[sizeof...(E)]{};
    import_all<E...>(b, roots);
    return stacked_node(b, roots, sizeof...(E));
  }
};

}  // namespace detail

template <class... E>
struct stacked;
namespace detail {
template <class... E>
inline constexpr bool is_stack<stacked<E...>> = true;
}  // namespace detail

/// Expressions one above the other: a vector, of all their numbers, wherever one is expected. `v(0_c)` and
/// `element<0>(v)` are its elements.
template <class... E>
struct stacked : detail::expressions<E...> {
  /// How many numbers there are.
  static constexpr int size = (E::graph.result.size() + ...);

  template <class Index>
  constexpr auto operator()(const Index&) const {
    return at<detail::index_value<Index, size>()>();
  }

  /// The element at a position; `refused` at a negative one.
  template <int Position>
  constexpr auto at() const {
    if constexpr (Position < 0 || size == sizeof...(E)) return detail::expression_at<Position>(*this);
    else return element<Position>(vector());
  }

  /// As one expression.
  constexpr auto vector() const {
    return detail::build_expression<detail::stacking<E...>>(this->joined_numbers());
  }

  /// As a node of a callable that is traced.
  constexpr int node(detail::builder& b) const { return detail::import_exactly(b, vector()); }
};

namespace detail {

template <class E>
constexpr bool can_be_stacked() {
  constexpr bool is_part = is_operand<E> || is_refused<E>;
  static_assert(is_part, "stack: an argument is neither an expression nor a number");
  constexpr bool is_matrix = shape_of_operand<E>().is_matrix();
  static_assert(!is_matrix, "stack: an argument is a matrix; stack takes scalars and vectors, such as reshape<n>(A) or row<i>(A)");
  return is_part && !is_matrix && !is_refused<E>;
}

template <class... E>
constexpr bool are_stacked() {
  if constexpr (!(can_be_stacked<E>() && ...)) {
    return false;
  } else {
    static_assert((Symbolic<E> || ...), "stack: no argument is an expression; give one or more, numbers may stand among them");
    return (Symbolic<E> || ...);
  }
}

template <class... E>
constexpr traced stack_traced(const E&... e) {
  builder* const b = common_builder(e...);
  if (b == nullptr) throw "trace: stack of plain numbers; let one be a traced value";
  const int nodes[]{node_of(*b, e)...};
  return traced(*b, stacked_node(*b, nodes, sizeof...(E)));
}

}  // namespace detail

/// Stacks scalars and vectors, among which numbers may stand, into one vector. In a traced callable, a traced vector.
template <class... E>
constexpr auto stack(const E&... e) {
  if constexpr (!detail::are_stacked<E...>()) {
    return detail::refused{};
  } else if constexpr ((detail::is_traced<E> || ...)) {
    return detail::stack_traced(e...);
  } else {
    return [](const auto&... part) {
      return stacked<std::remove_cvref_t<decltype(part)>...>{{{part}...}};
    }(detail::as_expression(e)...);
  }
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
  constexpr bool is_inside = Index >= 0 && Index < stacked<E...>::size;
  static_assert(is_inside, "element: the index is outside the vector, whose first is element<0>");
  return v.template at<is_inside ? Index : -1>();
}

template <int Row, int Column, int Rows, int Columns, class... E>
constexpr auto element(const expression_matrix<Rows, Columns, E...>& m) {
  constexpr bool is_inside = Row >= 0 && Row < Rows && Column >= 0 && Column < Columns;
  static_assert(is_inside, "element: the index is outside the matrix, whose first is element<0, 0>");
  return detail::expression_at<is_inside ? Row * Columns + Column : -1>(m);
}

namespace detail {
template <int Rows, int Columns, class... E>
constexpr auto entries_of(const expression_matrix<Rows, Columns, E...>& m) {
  return [&]<int... K>(std::integer_sequence<int, K...>) { return stack(expression_at<K>(m)...).vector(); }(std::make_integer_sequence<int, Rows * Columns>{});
}
template <class M>
concept ExpressionMatrix = requires(const M& m) { entries_of(m); };
}  // namespace detail

/// The entries of a matrix of expressions, row by row, in a matrix of other sizes, or in a vector: then one expression.
template <int Rows, int Columns, detail::ExpressionMatrix M>
constexpr auto reshape(const M& m) {
  return reshape<Rows, Columns>(detail::entries_of(m));
}
template <int Size, detail::ExpressionMatrix M>
constexpr auto reshape(const M& m) {
  return reshape<Size>(detail::entries_of(m));
}

}  // namespace symdiff
