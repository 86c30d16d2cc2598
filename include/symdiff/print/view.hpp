// SPDX-License-Identifier: BSL-1.0
#pragma once
// What the printers read: a graph of any size behind pointers, so that they are plain functions and
// not templates of the expression.
#include <symdiff/functions/all.hpp>
#include <symdiff/notation/function.hpp>
#include <symdiff/print/number.hpp>
#include <symdiff/shape/stack.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// An array of a size known at run time: `<vector>` and `<memory>` would cost more to include than all
/// of print/.
template <class T>
struct run_time_array {
  T* data;

  constexpr explicit run_time_array(int size) : data(new T[static_cast<std::size_t>(size) + 1]()) {}
  constexpr ~run_time_array() { delete[] data; }
  run_time_array(const run_time_array&) = delete;
  run_time_array& operator=(const run_time_array&) = delete;
  constexpr T& operator[](int i) const { return data[i]; }
};

template <class T>
constexpr void exchange(T& x, T& y) {
  T old = static_cast<T&&>(x);
  x = static_cast<T&&>(y);
  y = static_cast<T&&>(old);
}

/// How a row prints.
struct row_text {
  const char* name = "";
  const char* latex = "";
};

template <class Row>
constexpr row_text text_of_row() {
  if constexpr (requires { Row::latex; }) return {name_of_row<Row>(), Row::latex};
  else return {name_of_row<Row>()};
}

/// The library's rows, by their index less `first_row`.
template <class List>
struct row_texts;
template <class... Rows>
struct row_texts<row_list<Rows...>> {
  static constexpr row_text of[]{text_of_row<Rows>()...};
};

/// The type of the user's own row that a graph names by this pointer.
template <const user_row* Row>
using user_row_type = typename decltype(row_named(user_row_name<Row>{}))::type;

struct graph_view {
  const word* nodes;
  int node_count;
  const double* constants;
  const symbol_id* symbols;
  int symbol_count;
  const characters* numbers;  // the plain numbers, as text
  const row_text* rows;
  const row_text* user_rows;
  const shape* shapes = nullptr;  // of the nodes, once a printer has inferred them

  constexpr op op_at(int i) const { return op_of(nodes[i]); }
  constexpr int content(int i) const { return first_of(nodes[i]); }
  constexpr double value(int i) const { return constants[content(i)]; }
  /// The size or position that is the k-th operand of a node.
  constexpr int size_at(int i, int k) const {
    const word node = nodes[i];
    return static_cast<int>(value(k == 1 ? second_of(node) : third_of(node)));
  }
  constexpr row_text row(op o) const {
    if (is_shape_operation(o)) return {shape_operation_names[index_of(o) - first_shape_operation]};
    return index_of(o) < first_user_row ? rows[index_of(o) - first_row] : user_rows[index_of(o) - first_user_row];
  }
};

/// A graph without its pointers to a user's own rows: they point to derivatives, which should not become
/// part of a program that prints.
template <int Nodes, int Constants, int Symbols, int Rows>
constexpr auto without_rows(const graph<Nodes, Constants, Symbols, Rows>& from) {
  graph<Nodes, Constants, Symbols> g;
  for (int i = 0; i < Nodes; ++i) g.nodes[i] = from.nodes[i];
  for (int i = 0; i < Constants; ++i) g.constants[i] = from.constants[i];
  for (int i = 0; i < Symbols; ++i) g.symbols[i] = from.symbols[i];
  return g;
}
template <class E>
struct printable_graph {
  static constexpr auto& value = E::graph;
};
template <class E>
  requires(E::graph.row_count != 0)
struct printable_graph<E> {
  static constexpr auto value = without_rows(E::graph);
};

/// What `print` makes of the view of an expression.
template <class Print, class E>
constexpr auto print_with(const Print& print, const E& e) {
  constexpr auto& g = printable_graph<E>::value;
  constexpr int number_count = parts<E>::number_count;
  characters numbers[std::size_t{number_count + 1}];
  if constexpr (number_count != 0)
    for (int i = 0; i < number_count; ++i) numbers[i] = number_text(e.numbers.value[i]);
  return [&]<int... I>(std::integer_sequence<int, I...>) {
    const row_text user_rows[]{text_of_row<user_row_type<E::graph.rows[I]>>()..., {}};
    return print(graph_view{g.nodes, g.node_count, g.constants, g.symbols, g.symbol_count, numbers,
                            row_texts<all_rows>::of, user_rows});
  }(std::make_integer_sequence<int, E::graph.row_count>{});
}

/// `base`, with underscores behind it until no symbol is called that, or that and a number.
constexpr characters unused_name(characters base, const symbol_id* symbols, int symbol_count) {
  for (int i = 0; i < symbol_count; ++i) {
    const characters name = symbols[i].name.text;
    if (name.begins_with(base) &&
        name.find_first_not_of("0123456789", base.size()) == std::string_view::npos) {
      base += '_';
      i = -1;
    }
  }
  return base;
}

}  // namespace symdiff::detail
