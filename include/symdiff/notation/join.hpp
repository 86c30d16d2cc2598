// SPDX-License-Identifier: BSL-1.0
#pragma once
// Makes expressions of expressions, and of the plain numbers that they carry.
#include <symdiff/notation/expression.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// The type in which an expression carries a plain number.
template <class T>
using carried = std::conditional_t<std::is_arithmetic_v<T> && !std::same_as<T, long double>, double, T>;

template <class T>
constexpr auto as_expression(const T& operand) {
  if constexpr (is_stack<T>)
    return operand.vector();
  else if constexpr (Symbolic<T>)
    return operand;
  else
    return expression<leaf_graph(op::number), numbers<carried<T>, 1>>{{{static_cast<carried<T>>(operand)}}};
}

template <class E>
struct parts;
template <auto Graph, class Numbers>
struct parts<expression<Graph, Numbers>> {
  static constexpr auto& graph = Graph;
  static constexpr int number_count = count_of<Numbers>;
  using numbers_type = Numbers;
};

/// Imports expressions into one builder, their plain numbers one after the other; `roots` receives a
/// node each.
template <class... E>
constexpr void import_all(builder& b, int* roots) {
  int offset = 0;
  ((*roots++ = import(b, parts<E>::graph, offset), offset += parts<E>::number_count), ...);
}

template <class... E>
inline constexpr int node_count_of = (parts<E>::graph.node_count + ... + 0);

template <op Operation, class... E>
struct join {
  static constexpr int expected = node_count_of<E...>;
  constexpr int operator()(builder& b) const {
    int roots[3]{};
    import_all<E...>(b, roots);
    return b.apply(Operation, roots[0], roots[1], roots[2]);
  }
};

/// The plain numbers of several expressions, one after the other.
template <class... E>
constexpr auto join_numbers(const E&... e) {
  constexpr int count = (parts<E>::number_count + ...);
  if constexpr (count == 0) {
    return numbers<>{};
  } else {
    using number = std::common_type_t<std::conditional_t<
        parts<E>::number_count == 0, double,
        std::remove_cvref_t<decltype([](const auto& n) -> decltype(auto) {
          if constexpr (requires { n.value; }) return n.value[0]; else return 0.0;
        }(e.numbers))>>...>;
    numbers<number, count> joined{};
    number* next = joined.value;
    const auto append = [&](const auto& n) {
      if constexpr (requires { n.value; })
        for (const auto& v : n.value) *next++ = static_cast<number>(v);
    };
    (append(e.numbers), ...);
    return joined;
  }
}

template <auto Graph, class Numbers>
constexpr auto make_expression(const Numbers& n) {
  return expression<Graph, Numbers>{n};
}

/// The expression of a build, or `refused`.
template <class Build, class Numbers>
constexpr auto build_expression(const Numbers& n) {
  if constexpr (has_result<build_graph<Build>>()) return make_expression<built<Build>::graph>(n);
  else return refused{};
}

template <class Build>
constexpr bool has_shape_fault() {
  if constexpr (is_evaluated<is_computable<Build>>()) return is_shape_fault(result_of<Build>.flaw);
  else return false;
}

template <class Rows, op Operation, class... E>
constexpr void refuse_shapes();  // notation/mismatch.hpp
struct all_row_names;            // functions/all.hpp

template <op Operation, class... E>
constexpr auto join_expressions(const E&... e) {
  if constexpr (has_shape_fault<build_graph<join<Operation, E...>>>()) {
    refuse_shapes<all_row_names, Operation, E...>();
    return refused{};
  } else {
    return build_expression<join<Operation, E...>>(join_numbers(e...));
  }
}

/// Builds a graph again, with identities, where `leaf` gives some leaves another node (or -1).
template <class Graph, class Leaf>
constexpr int rebuild(builder& b, const Graph& g, const Leaf& leaf) {
  int moved[Graph::node_count]{};
  for (int i = 0; i < Graph::node_count; ++i) {
    const word node = g.nodes[i];
    op o = op_of(node);
    if (arity_of(o) != 0) {
      if (index_of(o) >= first_user_row) o = b.user_operation(g.rows[index_of(o) - first_user_row], o);
      moved[i] = b.apply(o, moved[first_of(node)], moved[second_of(node)], moved[third_of(node)]);
    } else if (const int other = leaf(node); other >= 0) {
      moved[i] = other;
    } else if (o == op::constant) {
      moved[i] = b.constant(g.constants[first_of(node)]);
    } else if (o == op::symbol) {
      moved[i] = b.symbol(g.symbols[first_of(node)]);
    } else {
      moved[i] = b.leaf(o, first_of(node));
    }
  }
  return moved[Graph::node_count - 1];
}

/// Imports an expression with its plain numbers made exact constants.
template <class E>
constexpr int import_exactly(builder& b, const E& e) {
  if constexpr (parts<E>::number_count == 0)
    return import(b, E::graph);
  else
    return rebuild(b, E::graph, [&](word node) {
      return op_of(node) == op::number ? b.constant(static_cast<double>(e.numbers.value[first_of(node)])) : -1;
    });
}

}  // namespace symdiff::detail
