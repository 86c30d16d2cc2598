// SPDX-License-Identifier: BSL-1.0
#pragma once
// Forward accumulation on the graph: the derivative of a vector or matrix by a scalar, in one sweep from the symbol to
// the root.
#include <symdiff/derivative/reverse.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// One forward sweep. A node's tangent has its shape, or is the scalar in every element of it.
struct forward_sweep {
  builder& b;
  reverse_sweep rules;          // for partial derivatives and branches
  branches& choices;
  word tangents[most_nodes]{};  // packed

  constexpr explicit forward_sweep(builder& graph) : b(graph), rules(graph), choices(rules.choices) {}
  forward_sweep(const forward_sweep&) = delete;

  /// The derivative of the root by a scalar symbol, as a node.
  constexpr int run(int root, int by) {
    rules.root = root;
    rules.wanted = &by;
    rules.mark(&by, 1);
    if (by <= root) tangents[by] = packed({rules.one, always, true});
    for (int i = 0; i <= root; ++i)
      if (arity_of(b.nodes[i]) != 0 && (rules.depends[i] & on_wanted) != 0 && !is_condition(b.op_at(i)))
        tangents[i] = packed(tangent_of(i));
    return filled(b, choices.clean(full(root)), b.shapes[root]);
  }

 private:
  /// The tangent of an operand, in its shape.
  constexpr guarded full(int i) {
    if (tangents[i] == 0) return {filled(b, b.constant(0), b.shapes[i]), always, true};
    const guarded g = unpacked(tangents[i]);
    return {filled(b, g.node, b.shapes[i]), g.condition, g.is_clean};
  }

  constexpr guarded tangent_of(int i) {
    const word node = b.nodes[i];
    const op o = op_of(node);
    const shape_op kind = shape_op_of(o);
    if (kind == shape_op::by_element && !is_reduction(o)) return by_elements(i, node);
    const int x = first_of(node), y = second_of(node), z = third_of(node);
    const bool is_of_two = kind == shape_op::matmul || kind == shape_op::outer || kind == shape_op::concatenate;
    if (tangents[x] == 0 && (!is_of_two || tangents[y] == 0)) return {-1, always, false};
    const shape s = b.shapes[x];
    const guarded tangent = full(x);
    switch (kind) {
      case shape_op::by_element: return rules.reduced(tangent, o);
      case shape_op::maximum: {  // shared among equals
        const int is_largest = b.apply(op::equal, x, i);
        const int count = total(b, choices.ones(is_largest, s), s);
        const guarded largest{tangent.node, choices.both(tangent.condition, is_largest), false};
        return choices.through(largest, s, [&](int of_each) { return b.apply(op::divide, b.apply(op::sum, of_each), count); });
      }
      case shape_op::shift:
      case shape_op::positions: return {-1, always, false};
      case shape_op::derivative: return {formal_derivative_of(b, i, rules.wanted[0]), always, true};
      case shape_op::matmul:
      case shape_op::outer: return choices.sum(product(i, tangent, 0), product(i, full(y), 1));
      case shape_op::concatenate: return stacked(tangent, s, full(y), b.shapes[y]);
      case shape_op::softmax: {
        const int p = i;
        return of_softmax(choices, full(y), b.shapes[y], [&](int of_each) { return softmax_derivative(b, p, of_each); });
      }
      case shape_op::log_sum_exp:
        return of_softmax(choices, full(y), b.shapes[y],
                          [&](int of_each) { return b.apply(op::sum, b.apply(op::multiply, softmax_node(b, y), of_each)); });
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
      case shape_op::fill: return choices.through(tangent, s, [&](int of_each) { return b.apply(o, of_each, y, z); });
      case shape_op::component: break;  // there is none before a graph is unrolled
    }
    return {b.refuse(fault::unknown_operation), always, true};
  }

  /// The product i with the tangent of its k-th factor in that factor's place.
  constexpr guarded product(int i, const guarded& tangent, int k) {
    const bool is_whole = !choices.is_by_element(tangent.condition);
    const int factor = is_whole ? tangent.node : choices.clean(tangent), other = operand_of(b.nodes[i], 1 - k);
    const int result = filled(b, b.apply(b.op_at(i), k == 0 ? factor : other, k == 0 ? other : factor), b.shapes[i]);
    return is_whole ? guarded{result, tangent.condition, tangent.condition == always} : guarded{result, always, true};
  }

  constexpr guarded stacked(const guarded& x, const shape& of_x, const guarded& y, const shape& of_y) {
    const bool is_same = x.condition == y.condition && !choices.is_by_element(x.condition);
    if (is_same) return {b.apply(op::concatenate, x.node, y.node), x.condition, x.is_clean && y.is_clean};
    const int ones = b.apply(op::concatenate, choices.ones(x.condition, of_x), choices.ones(y.condition, of_y));
    return {b.apply(op::concatenate, choices.clean(x), choices.clean(y)), choices.positive(ones), true};
  }

  constexpr guarded by_elements(int i, word node) {
    guarded sum{-1, always, false};
    for (int k = 0; k < rules.way_count(i); ++k) {
      const int from = rules.way(i, k);
      if (tangents[from] == 0 || is_condition(b.op_at(from))) continue;
      const guarded tangent = unpacked(tangents[from]);
      int factor = rules.partial(i, node, k);
      const int condition = choices.both(tangent.condition, choices.take_choices(factor));
      if (is_zero(b, factor) || condition == impossible || is_zero(b, tangent.node)) continue;
      const bool stays_clean = tangent.is_clean && condition == tangent.condition && choices.is_finite(factor);
      sum = choices.sum(sum, {rules.chain(i, tangent.node, factor), condition, condition == always || stays_clean});
    }
    return sum;
  }
};

}  // namespace symdiff::detail
