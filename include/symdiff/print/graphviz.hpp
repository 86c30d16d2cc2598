// SPDX-License-Identifier: BSL-1.0
#pragma once
// An expression's graph in Graphviz' dot language: `to_graphviz(e)`.
#include <symdiff/print/view.hpp>

namespace symdiff {
namespace detail {

inline std::string graphviz_node(const graph_view& g, int i) {
  const int content = g.content(i);
  std::string label, look;
  switch (g.op_at(i)) {
    case op::constant: label = shortest_text(g.constants[content]), look = "shape=plaintext"; break;
    case op::number: label = g.numbers[content], look = "shape=plaintext"; break;
    case op::named: label = named_constants[content].name, look = "shape=plaintext"; break;
    case op::symbol:
      label = g.symbols[content].name.text;
      look = g.symbols[content].kind == symbol_kind::input ? "shape=box" : "shape=box, style=rounded";
      break;
    default: label = g.row(g.op_at(i)).name, look = "shape=ellipse";
  }
  std::string line = joined({"  n", std::to_string(i), " [", look, ", label=\""});
  for (const char c : label) {
    if (c == '"' || c == '\\') line += '\\';
    line += c;
  }
  return joined({line, "\"];\n"});
}

/// From a node to its operands, numbered where their order matters.
inline std::string graphviz_edges(const graph_view& g, int i) {
  const word node = g.nodes[i];
  const int arity = arity_of(node);
  std::string lines;
  for (int k = 0; k < arity; ++k) {
    lines += joined({"  n", std::to_string(i), " -> n", std::to_string(operand_of(node, k))});
    if (arity > 1 && !is_commutative(op_of(node))) lines += joined({" [label=\"", std::to_string(k + 1), "\"]"});
    lines += ";\n";
  }
  return lines;
}

inline std::string print_graphviz(const graph_view& g) {
  std::string text = "digraph expression {\n";
  for (int i = g.node_count - 1; i >= 0; --i) text += graphviz_node(g, i);
  for (int i = g.node_count - 1; i >= 0; --i) text += graphviz_edges(g, i);
  return joined({text, "}\n"});
}

}  // namespace detail

/// The graph of an expression or condition in the dot language, the root first: a node for each shared
/// subexpression, an edge to each operand, with the operand's number where order matters. Parameters are
/// rounded boxes, inputs boxes, operations ellipses. `dot -Tsvg` draws it.
template <auto Graph, class Numbers>
std::string to_graphviz(const expression<Graph, Numbers>& e) {
  return detail::print_with(&detail::print_graphviz, e);
}
/// The same for `stack(…)`.
template <class... E>
std::string to_graphviz(const stacked<E...>& v) {
  return to_graphviz(v.vector());
}

}  // namespace symdiff
