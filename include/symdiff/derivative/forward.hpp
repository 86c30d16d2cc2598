// SPDX-License-Identifier: BSL-1.0
#pragma once
// Forward accumulation on the graph: the derivative of a vector or matrix by a scalar, in one sweep from the symbol to
// the root.
#include <symdiff/derivative/reverse.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// One forward sweep. A node's tangent has its shape, or is the scalar in every element of it.
struct forward_sweep {
  builder& b;
  reverse_sweep rules;       // for partial derivatives
  int tangents[most_nodes]{};  // plus one; 0 where structurally zero

  constexpr explicit forward_sweep(builder& graph) : b(graph), rules(graph) {}

  /// The derivative of the root by a scalar symbol, as a node.
  constexpr int run(int root, int by) {
    rules.root = root;
    rules.mark(&by, 1);
    if (by <= root) tangents[by] = rules.one + 1;
    for (int i = 0; i <= root; ++i)
      if (arity_of(b.nodes[i]) != 0 && (rules.depends[i] & on_wanted) != 0 && !is_condition(b.op_at(i)))
        tangents[i] = 1 + tangent_of(i);
    return filled(b, tangents[root] == 0 ? b.constant(0) : tangents[root] - 1, b.shapes[root]);
  }

 private:
  /// The tangent of an operand, in its shape.
  constexpr int full(int i) { return filled(b, tangents[i] == 0 ? b.constant(0) : tangents[i] - 1, b.shapes[i]); }

  constexpr int tangent_of(int i) {
    const word node = b.nodes[i];
    const op o = op_of(node);
    const int x = first_of(node), y = second_of(node), z = third_of(node);
    if (is_reduction(o)) return b.apply(o, full(x));
    switch (shape_op_of(o)) {
      case shape_op::by_element: return by_elements(i, node);
      case shape_op::maximum: {  // shared among equals
        const int is_largest = b.apply(op::where, b.apply(op::equal, x, i), b.constant(1), b.constant(0));
        return b.apply(op::divide, b.apply(op::sum, b.apply(op::multiply, is_largest, full(x))),
                       total(b, is_largest, b.shapes[x]));
      }
      case shape_op::shift:
      case shape_op::positions: return b.constant(0);
      case shape_op::matmul:
      case shape_op::outer: {
        const int left = filled(b, b.apply(o, full(x), y), b.shapes[i]);
        return b.apply(op::add, left, filled(b, b.apply(o, x, full(y)), b.shapes[i]));
      }
      case shape_op::concatenate: return b.apply(o, full(x), full(y));
      case shape_op::sum:  // linear; what follows the first operand are sizes and positions
      case shape_op::row_sums:
      case shape_op::column_sums:
      case shape_op::transpose:
      case shape_op::reshape:
      case shape_op::slice:
      case shape_op::element:
      case shape_op::pad:
      case shape_op::broadcast_rows:
      case shape_op::broadcast_columns:
      case shape_op::fill: return b.apply(o, full(x), y, z);
      case shape_op::component: break;  // there is none before a graph is unrolled
    }
    return b.refuse(fault::unknown_operation);
  }

  constexpr int by_elements(int i, word node) {
    int sum = -1;
    for (int k = 0; k < arity_of(node); ++k) {
      const int from = operand_of(node, k);
      if (tangents[from] == 0 || is_condition(b.op_at(from))) continue;
      const int factor = rules.partial(i, node, k);
      if (is_zero(b, factor) || is_zero(b, tangents[from] - 1)) continue;
      const int part = rules.chain(tangents[from] - 1, factor);
      sum = sum < 0 ? part : b.apply(op::add, sum, part);
    }
    return sum < 0 ? b.constant(0) : filled(b, sum, b.shapes[i]);
  }
};

}  // namespace symdiff::detail
