// SPDX-License-Identifier: BSL-1.0
#pragma once
// What a planner asks of a graph: which nodes are loops, views, products, and what changes with the sample.
#include <symdiff/graph/plan.hpp>
#include <symdiff/graph/shapes.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// A graph, and what a planner knows of its nodes.
struct plan_graph {
  const node_list& b;
  const int* roots;
  int root_count;
  wide_plan p;
  bool needed[most_nodes]{};          // by the roots
  bool changes[most_nodes]{};         // with the sample
  unsigned char level[most_nodes]{};  // how many sums over samples it takes
  int uses[most_nodes]{};
  bool kept[most_nodes]{};            // in memory
  bool done[most_nodes]{};            // in an earlier stretch
  bool in_stretch[most_nodes]{};
  int stage[most_nodes]{};            // within a stretch
  int absorbed[most_nodes]{};         // into the product that stands for this node's user
  int list[most_nodes]{};  // the nodes of the stretch at hand
  int list_size = 0;

  constexpr plan_graph(const node_list& graph, const int* outputs, int output_count)
      : b(graph), roots(outputs), root_count(output_count) {}

  constexpr op op_at(int i) const { return b.op_at(i); }
  constexpr int operand(int i, int k) const { return operand_of(b.nodes[i], k); }
  constexpr bool is_leaf(int i) const { return arity_of(b.nodes[i]) == 0 || op_at(i) == op::positions; }
  constexpr bool is_view(int i) const {
    switch (op_at(i)) {
      case op::transpose:
      case op::reshape:
      case op::slice:
      case op::element:
      case op::fill:
      case op::broadcast_rows:
      case op::broadcast_columns: return true;
      default: return false;
    }
  }
  /// Operations that a loop does element by element.
  constexpr bool is_elementwise(int i) const {
    const op o = op_at(i);
    if (is_leaf(i)) return false;
    return o == op::outer || (!is_shape_operation(o) && !is_reduction(o));
  }
  constexpr bool reduces_elements(int i) const {
    return op_at(i) == op::sum || op_at(i) == op::maximum || op_at(i) == op::row_sums;
  }
  constexpr bool assembles(int i) const { return op_at(i) == op::pad || op_at(i) == op::concatenate; }
  /// How many operands are values: positions and sizes are not.
  constexpr int value_count(int i) const {
    switch (op_at(i)) {
      case op::positions: return 0;
      case op::reshape:
      case op::slice:
      case op::element:
      case op::pad:
      case op::fill:
      case op::broadcast_rows:
      case op::broadcast_columns: return 1;
      default: return arity_of(b.nodes[i]);
    }
  }
  /// The node whose numbers a view shows.
  constexpr int base_of(int i) const {
    while (is_view(i) && !kept[i]) i = operand(i, 0);
    return i;
  }

  constexpr static int rows_of(const shape& s) { return s.is_matrix() ? s.rows : 1; }
  constexpr static int columns_of(const shape& s) { return s.is_matrix() ? s.columns : s.size(); }

  constexpr bool is_root(int i) const {
    for (int k = 0; k < root_count; ++k)
      if (roots[k] == i) return true;
    return false;
  }

  /// Whether a sum is the product of a vector that changes with the sample, in memory, and one that does not.
  constexpr bool is_dot(int i) const {
    if (op_at(i) != op::sum) return false;
    const int x = operand(i, 0);
    if (op_at(x) != op::multiply || uses[x] != 1 || b.shapes[operand(x, 0)] != b.shapes[operand(x, 1)]) return false;
    const int u = operand(x, 0), v = operand(x, 1);
    if (changes[u] == changes[v] || !changes[x]) return false;
    const int sampled = changes[u] ? u : v;
    return b.shapes[u].is_vector() && !is_elementwise(base_of(sampled));
  }
  /// Whether a sum over samples is that of products of a scalar with a vector, or of outer products.
  constexpr bool is_weighted(int i) const {
    const int x = operand(i, 0);
    if (!is_reduction(op_at(i)) || uses[x] != 1 || b.shapes[i].is_scalar() || !changes[x]) return false;
    if (op_at(x) == op::outer) return true;
    return op_at(x) == op::multiply && b.shapes[operand(x, 0)].is_scalar() != b.shapes[operand(x, 1)].is_scalar();
  }

  /// Whether a node and the product below it are one kernel.
  constexpr bool multiplies(int i) const { return is_dot(i) || is_weighted(i); }

  constexpr bool is_product(int i) const {
    return op_at(i) == op::matmul || is_dot(i) || (is_reduction(op_at(i)) && !b.shapes[i].is_scalar());
  }

  constexpr void classify() {
    mark_needed(b, roots, root_count, needed);
    for (int i = 0; i < b.size; ++i) {
      if (!needed[i]) continue;
      const op o = op_at(i);
      if (o == op::symbol) changes[i] = b.symbols[b.first(i)].kind == symbol_kind::input;
      for (int k = 0; k < value_count(i); ++k) {
        const int x = operand(i, k);
        ++uses[x];
        changes[i] |= changes[x];
        if (level[i] < level[x]) level[i] = level[x];
      }
      if (is_reduction(o)) changes[i] = false, ++level[i], p.reduces_samples = true;
      if (levels < level[i]) levels = level[i];
    }
    for (int k = 0; k < root_count; ++k) ++uses[roots[k]];
  }
  int levels = 0;

  /// How many samples make a tile: with a product of matrices enough to pay for reading them; else so few that their
  /// rows, and the widest that is computed of them, are near from the forward to the backward pass. (100 KB of doubles:
  /// half of it takes 1.05 times as long on 784 inputs, a quarter 1.3 times, four times as much 1.1 times.)
  constexpr int tile_size() const {
    int width = 0, widest = 0;
    bool multiplies = false;
    for (int i = 0; i < b.size; ++i) {
      if (!needed[i] || !changes[i]) continue;
      if (op_at(i) == op::symbol) width += b.shapes[i].size();
      if (widest < b.shapes[i].size()) widest = b.shapes[i].size();
      multiplies |= op_at(i) == op::matmul;
    }
    if (multiplies) return largest_tile;
    if (width < widest) width = widest;
    const int fitting = width == 0 ? largest_tile : 12800 / width / 4 * 4;
    return fitting < 4 ? 4 : fitting > largest_tile ? largest_tile : fitting;
  }

  /// Adds what changes with the sample and is needed.
  constexpr void add_changing() {
    for (int i = b.size - 1; i >= 0; --i) {
      if (!in_stretch[i]) continue;
      for (int k = 0; k < value_count(i); ++k) {
        const int x = operand(i, k);
        if (changes[x] && !is_leaf(x)) in_stretch[x] = true;
      }
    }
  }
};

}  // namespace symdiff::detail
