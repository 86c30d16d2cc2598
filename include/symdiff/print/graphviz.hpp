// SPDX-License-Identifier: BSL-1.0
#pragma once
// An expression's graph in Graphviz' dot language: `to_graphviz(e)`.
#include <symdiff/print/infix.hpp>

namespace SYMDIFF_NAMESPACE {
namespace detail {

/// An operation's name, with what is no shape: positions and counts.
inline std::string graphviz_operation(const graph_view& g, int i) {
  const word node = g.nodes[i];
  const op o = op_of(node);
  std::string text = g.row(o).name;
  if (o != op::element && o != op::slice && o != op::pad) return text;
  append(text, {" ", std::to_string(g.size_at(i, 1))});
  if (o == op::slice) append(text, {":", std::to_string(g.size_at(i, 1) + g.size_at(i, 2))});
  return text;
}

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
    default: label = graphviz_operation(g, i), look = "shape=ellipse";
  }
  std::string line = joined({"  n", std::to_string(i), " [", look, ", label=\""});
  for (const char c : label) {
    if (c == '"' || c == '\\') line += '\\';
    line += c;
  }
  if (!g.shapes[i].is_scalar()) append(line, {"\\n", shape_text(g.shapes[i], "×")});
  return joined({line, "\"];\n"});
}

/// From a node to its operands, numbered where their order matters.
inline std::string graphviz_edges(const graph_view& g, int i) {
  const word node = g.nodes[i];
  const int arity = expression_count(node);
  std::string lines;
  for (int k = 0; k < arity; ++k) {
    lines += joined({"  n", std::to_string(i), " -> n", std::to_string(operand_of(node, k))});
    if (arity > 1 && !is_commutative(op_of(node))) lines += joined({" [label=\"", std::to_string(k + 1), "\"]"});
    lines += ";\n";
  }
  return lines;
}

inline std::string print_graphviz(const graph_view& graph) {
  const run_time_array<shape> shapes(graph.node_count);
  graph_view g = graph;
  infer_shapes(g, shapes.data);
  const run_time_array<bool> is_shown(g.node_count);
  is_shown[g.node_count - 1] = true;
  std::string text = "digraph expression {\n", edges;
  for (int i = g.node_count - 1; i >= 0; --i) {
    if (!is_shown[i]) continue;  // a size or position
    for (int k = 0; k < expression_count(g.nodes[i]); ++k) is_shown[operand_of(g.nodes[i], k)] = true;
    text += graphviz_node(g, i);
    edges += graphviz_edges(g, i);
  }
  return joined({text, edges, "}\n"});
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
