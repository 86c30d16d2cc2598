// SPDX-License-Identifier: BSL-1.0
#pragma once
// What a planner asks of a graph: which nodes are loops, views, products, and what changes with the sample.
#include <symdiff/graph/plan.hpp>
#include <symdiff/graph/shapes.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// What a plan does with an operation.
enum class plan_role : unsigned char {
  none,              // no kernel has it: plan_lowering writes it in terms of others
  leaf,
  view,              // shows numbers of its operand
  elementwise,       // in a loop, element by element
  reduces_elements,  // in a loop, of a sample or of a row
  assembles,         // its operands are written to parts of it
  multiplies,        // a product of matrices
  reduces_samples
};
constexpr plan_role plan_role_of(op o) {
  switch (shape_op_of(o)) {
    case shape_op::by_element:
      return is_reduction(o) ? plan_role::reduces_samples : arity_of(o) == 0 ? plan_role::leaf : plan_role::elementwise;
    case shape_op::positions: return plan_role::leaf;
    case shape_op::transpose:
    case shape_op::reshape:
    case shape_op::slice:
    case shape_op::element:
    case shape_op::fill:
    case shape_op::broadcast_rows:
    case shape_op::broadcast_columns: return plan_role::view;
    case shape_op::outer: return plan_role::elementwise;
    case shape_op::sum:
    case shape_op::maximum:
    case shape_op::row_sums: return plan_role::reduces_elements;
    case shape_op::pad:
    case shape_op::concatenate: return plan_role::assembles;
    case shape_op::matmul: return plan_role::multiplies;
    case shape_op::column_sums:
    case shape_op::shift:
    case shape_op::softmax:
    case shape_op::log_sum_exp:
    case shape_op::component:
    case shape_op::derivative: return plan_role::none;
  }
  return plan_role::none;
}

/// A graph, and what a planner knows of its nodes.
struct plan_graph {
  const node_list& b;
  const int* roots;
  int root_count;
  wide_plan p;
  plan_role role[most_nodes]{};
  bool needed[most_nodes]{};          // by the roots
  bool changes[most_nodes]{};         // with the sample
  unsigned char level[most_nodes]{};  // how many sums over samples it takes
  int uses[most_nodes]{};
  int base[most_nodes]{};             // whose numbers a node shows: its own, or those that a view is of
  bool copied[most_nodes]{};          // a view whose numbers are put in order
  bool absorbed[most_nodes]{};        // into the product that is this node's only user
  bool kept[most_nodes]{};            // in memory
  bool in_stretch[most_nodes]{};
  int stage[most_nodes]{};            // within a stretch
  int list[most_nodes]{};             // the nodes of the stretch at hand
  int list_size = 0;

  constexpr plan_graph(const node_list& graph, const int* outputs, int output_count)
      : b(graph), roots(outputs), root_count(output_count) {}

  constexpr op op_at(int i) const { return b.op_at(i); }
  constexpr int operand(int i, int k) const { return operand_of(b.nodes[i], k); }
  constexpr bool is_leaf(int i) const { return role[i] == plan_role::leaf; }
  constexpr bool is_view(int i) const { return role[i] == plan_role::view; }
  constexpr bool is_elementwise(int i) const { return role[i] == plan_role::elementwise; }
  constexpr bool reduces_elements(int i) const { return role[i] == plan_role::reduces_elements; }
  constexpr bool assembles(int i) const { return role[i] == plan_role::assembles; }
  constexpr int value_count(int i) const { return value_operands(op_at(i)); }
  constexpr bool is_shown(int i) const { return is_view(i) && !copied[i]; }

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
    int from = changes[u] ? u : v;
    while (is_view(from)) from = operand(from, 0);
    return b.shapes[u].is_vector() && !is_elementwise(from);
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
      role[i] = plan_role_of(o);
      if (role[i] == plan_role::none) p.flaw = fault::unknown_operation;
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
    for (int i = 0; i < b.size; ++i)
      if (needed[i]) find_views(i);
    for (int i = 0; i < b.size; ++i) base[i] = needed[i] && is_shown(i) ? base[operand(i, 0)] : i;
  }
  int levels = 0;

  /// Which views are copied for the sake of a node, and what it absorbs. This is decided once, for all stretches.
  constexpr void find_views(int i) {
    const auto copy = [&](int x) {  // unless its elements are equally far from each other, row by row
      const op o = op_at(x);
      if (is_view(x) && o != op::reshape && o != op::slice && o != op::fill) copied[x] = true;
    };
    const auto read_in_order = [&](int x) {
      if (b.shapes[x].is_matrix()) copy(x);
    };
    if (is_leaf(i)) return;
    const int x = operand(i, 0);
    if (op_at(i) == op::reshape) {
      copy(x);
    } else if (multiplies(i)) {
      absorbed[x] = true;
      read_in_order(operand(x, 0));
      read_in_order(operand(x, 1));
    } else if (is_reduction(op_at(i)) && !b.shapes[i].is_scalar()) {
      read_in_order(x);
    }
  }

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
