// SPDX-License-Identifier: BSL-1.0
#pragma once
// The derivatives of operations that change shapes: from a node's adjoint to what it adds to an operand's (M. Giles,
// "Collected matrix derivative results for forward and reverse mode algorithmic differentiation", 2008).
#include <symdiff/derivative/branches.hpp>
#include <symdiff/functions/softmax_nodes.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// A vector or scalar as part of a vector of zeros.
constexpr int padded(builder& b, int adjoint, int first, const shape& whole_shape) {
  return b.apply(op::pad, adjoint, b.constant(first), b.constant(whole_shape.rows));
}

/// A part of a vector, with the shape of what it belongs to.
constexpr int part_of(builder& b, int adjoint, int first, const shape& part) {
  if (part.is_scalar()) return b.apply(op::element, adjoint, b.constant(first));
  return b.apply(op::slice, adjoint, b.constant(first), b.constant(part.rows));
}

/// A node as a scalar times the rest, of which no factor is a scalar. What the root is made of stays whole: a user who
/// divides before squaring means it.
struct scaled {
  int scalar, rest;
};
constexpr scaled take_scalars(builder& b, int i, int root, int depth = 8) {
  const int x = unfilled(b, i);
  if (b.shapes[x].is_scalar()) return {x, -1};
  const op o = b.op_at(i);
  if (i <= root || depth == 0 || (o != op::negate && o != op::multiply && o != op::divide)) return {b.constant(1), i};
  const scaled first = take_scalars(b, b.first(i), root, depth - 1);
  if (o == op::negate) return {b.apply(op::negate, first.scalar), first.rest};
  if (o == op::divide)
    return b.shapes[b.second(i)].is_scalar() && first.rest >= 0
               ? scaled{b.apply(op::divide, first.scalar, b.second(i)), first.rest}
               : scaled{b.constant(1), i};
  const scaled second = take_scalars(b, b.second(i), root, depth - 1);
  return {b.apply(op::multiply, first.scalar, second.scalar),
          first.rest < 0 ? second.rest : second.rest < 0 ? first.rest : b.apply(op::multiply, first.rest, second.rest)};
}

/// The sum over all elements of a contribution: scalars are multiplied once.
constexpr int total_of(builder& b, int contribution, const shape& s, int root) {
  const auto [scalar, rest] = take_scalars(b, contribution, root);
  return rest < 0 ? total(b, scalar, s) : b.apply(op::multiply, scalar, total(b, rest, s));
}

/// What a linear operation, whose adjoint has its shape, adds to the adjoint of its k-th operand.
constexpr int pulled_back_linearly(builder& b, int i, int k, int adjoint) {
  const word node = b.nodes[i];
  const int x = first_of(node), y = second_of(node);
  const shape s = b.shapes[x];
  switch (shape_op_of(op_of(node))) {
    case shape_op::sum: return filled(b, adjoint, s);
    case shape_op::reshape: return b.apply(op::reshape, adjoint, b.constant(s.rows), b.constant(s.columns));
    case shape_op::row_sums: return b.apply(op::broadcast_columns, adjoint, b.constant(s.columns));
    case shape_op::column_sums: return b.apply(op::broadcast_rows, adjoint, b.constant(s.rows));
    case shape_op::broadcast_rows: return b.apply(op::column_sums, adjoint);
    case shape_op::broadcast_columns: return b.apply(op::row_sums, adjoint);
    case shape_op::fill: return total(b, adjoint, b.shapes[i]);
    case shape_op::transpose: return b.apply(op::transpose, adjoint);
    case shape_op::slice:
    case shape_op::element: return padded(b, adjoint, whole(b, y), s);
    case shape_op::pad: return part_of(b, adjoint, whole(b, y), s);
    case shape_op::concatenate: return part_of(b, adjoint, k == 0 ? 0 : length_of(s), k == 0 ? s : b.shapes[y]);
    case shape_op::maximum:  // pulled_back has these
    case shape_op::matmul:
    case shape_op::outer:
    case shape_op::softmax:
    case shape_op::log_sum_exp:
    case shape_op::shift:
    case shape_op::positions:
    case shape_op::derivative:  // its adjoints are those of symbols
    case shape_op::by_element:  // those have partial derivatives
    case shape_op::component: break;
  }
  return b.refuse(fault::unknown_operation);
}

/// What a product adds to the adjoint of its k-th factor, of which `other` is the other.
constexpr int pulled_back_product(builder& b, int i, int k, int adjoint, int other) {
  if (b.op_at(i) == op::outer) return b.apply(op::matmul, k == 0 ? adjoint : b.apply(op::transpose, adjoint), other);
  if (k == 1) return b.apply(op::matmul, b.apply(op::transpose, other), adjoint);
  if (b.shapes[b.second(i)].is_vector()) return b.apply(op::outer, adjoint, other);
  return b.apply(op::matmul, adjoint, b.apply(op::transpose, other));
}

/// What a derivative of softmax makes of a node of some shape: all of it where any element is taken.
template <class Linear>
constexpr guarded of_softmax(branches& choices, const guarded& g, const shape& s, const Linear& linear) {
  const bool is_whole = !choices.is_by_element(g.condition);
  const int condition = is_whole ? g.condition : choices.positive(total(choices.b, choices.ones(g.condition, s), s));
  return {linear(choices.clean(g)), condition, false};
}

/// What node i, an operation on shapes whose adjoint has its shape, adds to the adjoint of its k-th operand.
constexpr guarded pulled_back(branches& choices, int i, int k, const guarded& adjoint) {
  builder& b = choices.b;
  const op o = b.op_at(i);
  const int to = operand_of(b.nodes[i], k);
  const shape s = b.shapes[i], own = b.shapes[to];
  if (o == op::shift || o == op::positions) return {-1, always, false};  // the one is held fixed, the others are constants
  if (o == op::maximum) {                                                // shared among equals
    const int is_largest = b.apply(op::equal, to, i);
    const int share = b.apply(op::divide, adjoint.node, total(b, choices.ones(is_largest, own), own));
    return {filled(b, share, own), choices.both(adjoint.condition, is_largest), false};
  }
  if (o == op::matmul || o == op::outer) {
    const int other = operand_of(b.nodes[i], 1 - k);
    const int factor = choices.other_factor(other, choices.by_lines(adjoint.condition, s, b.shapes[other], k == 1));
    const int product = pulled_back_product(b, i, k, choices.clean(adjoint), factor);
    return {product, choices.by_lines(adjoint.condition, s, own, k == 0), true};
  }
  if (o == op::softmax || o == op::log_sum_exp) {  // computed as the first operand, derived by the second
    if (k == 0) return {-1, always, false};
    return of_softmax(choices, adjoint, s, [&](int node) {
      return o == op::softmax ? softmax_derivative(b, i, node) : b.apply(op::multiply, node, softmax_node(b, to));
    });
  }
  return choices.through(adjoint, s, [&](int node) { return pulled_back_linearly(b, i, k, node); });
}

/// A contribution of node i, by element, in the shape of its operand: a scalar operand entered every element.
constexpr guarded fitted(branches& choices, const guarded& contribution, int i, int to, int root) {
  builder& b = choices.b;
  const shape s = b.shapes[i];
  if (b.shapes[to].is_scalar() && !s.is_scalar() && !is_shape_operation(b.op_at(i)))
    return choices.through(contribution, s, [&](int node) { return total_of(b, node, s, root); });
  return {filled(b, contribution.node, b.shapes[to]), contribution.condition, contribution.is_clean};
}

}  // namespace symdiff::detail
