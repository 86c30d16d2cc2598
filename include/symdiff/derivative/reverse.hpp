// SPDX-License-Identifier: BSL-1.0
#pragma once
// Reverse accumulation on the graph: the adjoints of all symbols in one sweep from the root, as nodes of
// the same graph (A. Griewank, A. Walther, Evaluating Derivatives, 2nd ed., chapters 3 and 10).
#include <symdiff/derivative/rules.hpp>

namespace symdiff::detail {

/// adjoint * partial. A reciprocal becomes a quotient, so that both adjoints of a division share it.
constexpr int chain(builder& b, int adjoint, int partial) {
  if (b.is_constant(partial, 1)) return adjoint;
  if (b.is_constant(adjoint, 1)) return partial;
  const auto is_reciprocal = [&](int i) { return b.op_at(i) == op::divide && b.is_constant(b.first(i), 1); };
  switch (b.op_at(partial)) {
    case op::divide:
      if (is_reciprocal(partial)) return b.apply(op::divide, adjoint, b.second(partial));
      break;
    case op::negate: return b.apply(op::negate, chain(b, adjoint, b.first(partial)));
    case op::multiply: {
      const int factor = b.first(partial), other = b.second(partial);
      if (is_reciprocal(factor)) return b.apply(op::multiply, chain(b, adjoint, factor), other);
      if (is_reciprocal(other)) return b.apply(op::multiply, chain(b, adjoint, other), factor);
      break;
    }
    default: break;
  }
  return b.apply(op::multiply, adjoint, partial);
}

/// What a node of the primal graph depends on.
enum dependence : unsigned char { on_nothing = 0, on_wanted = 1, on_samples = 2 };

/// One reverse sweep.
///
/// The adjoint of an inner node is kept relative to its dominator, the nearest node that all its ways to
/// the root pass: the derivative of the dominator by it. What happens between the two is then multiplied
/// by the dominator's own adjoint once, and does not wait for it. On the shared chain of
/// bench/run_time/chain.cpp this takes a fifth of the products and the quotient off the path from level
/// to level.
///
/// Over samples: the adjoint of a node that changes with the sample is its density per sample, and turns
/// into a mean (or sum) over the samples where it reaches a node that does not change.
struct reverse_sweep {
  builder& b;
  int root = 0;
  op measure = op::sample_sum;
  bool has_reductions = false;
  unsigned char depends[most_nodes]{};
  int dominator[most_nodes]{};       // plus one; 0 where no consumer was met
  int adjoints[most_nodes]{};        // relative to the dominator, plus one; 0 where structurally zero
  int relative_to[most_nodes]{};     // the last request to `relative`, plus one,
  int relative_value[most_nodes]{};  // and its answer

  constexpr explicit reverse_sweep(builder& graph) : b(graph) {}

  constexpr int operand(word node, int k) const {
    return k == 0 ? first_of(node) : k == 1 ? second_of(node) : third_of(node);
  }

  /// Marks which nodes up to the root depend on the wanted nodes and on samples.
  constexpr void mark(const int* wanted, int count) {
    for (int k = 0; k < count; ++k)
      if (wanted[k] <= root) depends[wanted[k]] = on_wanted;
    for (int i = 0; i <= root; ++i) {
      const word node = b.nodes[i];
      const int arity = static_cast<int>(node >> 8 & 3);
      if (arity == 0) {
        if (op_of(node) == op::symbol && b.symbols[first_of(node)].kind == symbol_kind::input) depends[i] |= on_samples;
        continue;
      }
      unsigned d = depends[node >> 12 & operand_mask];
      if (arity > 1) d |= depends[node >> 29 & operand_mask];
      if (arity > 2) d |= depends[node >> 46];
      if (is_reduction(op_of(node))) {
        d &= ~unsigned{on_samples};
        has_reductions = true;
        if (op_of(node) == op::sample_mean) measure = op::sample_mean;
      }
      depends[i] = static_cast<unsigned char>(d);
    }
  }

  /// The nearest common dominator of two nodes, or the root if it is far.
  constexpr int common(int x, int y) const {
    for (int steps = 0; x != y; ++steps) {
      if (steps == 32) return root;
      if (x < y) x = dominator[x] - 1;
      else y = dominator[y] - 1;
    }
    return x;
  }

  constexpr void find_dominators() {
    dominator[root] = root + 1;
    for (int i = root; i >= 0; --i) {
      const word node = b.nodes[i];
      const int arity = static_cast<int>(node >> 8 & 3);
      if (arity == 0 || dominator[i] == 0 || (depends[i] & on_wanted) == 0) continue;
      if (has_reductions && (depends[i] & on_samples) == 0 && (depends[dominator[i] - 1] & on_samples) != 0)
        dominator[i] = root + 1;
      for (int k = 0; k < arity; ++k) {
        const int to = operand(node, k);
        if ((depends[to] & on_wanted) == 0) continue;
        if ((b.nodes[to] & 3 << 8) == 0) dominator[to] = root + 1;  // a symbol's adjoint is wanted as it is
        else dominator[to] = dominator[to] == 0 ? i + 1 : common(dominator[to] - 1, i) + 1;
      }
    }
  }

  /// The derivative of the node `by` one of its dominators.
  constexpr int relative(int i, int to) {
    if (i == to) return b.constant(1);
    const int above = dominator[i] - 1, own = adjoints[i] - 1;
    if (above == to) return own;
    if (relative_to[i] != to + 1) {
      relative_value[i] = chain(b, relative(above, to), own);
      relative_to[i] = to + 1;
    }
    return relative_value[i];
  }

  /// The derivative of node i by its k-th operand. Arithmetic stands here, functions in their rows.
  constexpr int partial(int i, word node, int k) {
    switch (op_of(node)) {
      case op::add: return b.constant(1);
      case op::subtract: return b.constant(k == 0 ? 1 : -1);
      case op::multiply: return operand(node, 1 - k);
      case op::divide: {
        const int reciprocal = b.apply(op::divide, b.constant(1), second_of(node));
        return k == 0 ? reciprocal : b.apply(op::negate, b.apply(op::multiply, i, reciprocal));
      }
      case op::negate: return b.constant(-1);
      case op::square: return b.apply(op::multiply, b.constant(2), first_of(node));
      case op::where: return b.apply(op::where, first_of(node), b.constant(k == 1), b.constant(k == 2));
      case op::sample_mean:
      case op::sample_sum:
        return op_of(node) == measure ? b.constant(1) : b.apply(op::sample_sum, b.constant(1));
      default: {
        const int index = index_of(op_of(node));
        return (index < first_user_row ? rules.rules[index] : b.rows[index - first_user_row]->rule)(b, i, k);
      }
    }
  }

  constexpr void propagate(int i) {
    const word node = b.nodes[i];
    const int arity = static_cast<int>(node >> 8 & 3);
    for (int k = 0; k < arity; ++k) {
      const int to = operand(node, k);
      if ((depends[to] & on_wanted) == 0 || is_condition(b.op_at(to))) continue;
      const int factor = partial(i, node, k);
      if (b.is_constant(factor, 0)) continue;
      int contribution = chain(b, relative(i, dominator[to] - 1), factor);
      if (has_reductions && (depends[i] & on_samples) != 0 && (depends[to] & on_samples) == 0)
        contribution = b.apply(measure, contribution);
      adjoints[to] = 1 + (adjoints[to] == 0 ? contribution : b.apply(op::add, adjoints[to] - 1, contribution));
    }
  }

  constexpr void run(int from, const int* wanted, int count) {
    root = from;
    mark(wanted, count);
    find_dominators();
    adjoints[root] = b.constant(1) + 1;
    for (int i = root; i >= 0; --i)
      if (adjoints[i] != 0 && (depends[i] & on_wanted) != 0 && (b.nodes[i] & 3 << 8) != 0 && !is_condition(b.op_at(i)))
        propagate(i);
  }

  /// The derivative of the root by a symbol, as a node; zero where there is none.
  constexpr int derivative(int by) { return by <= root && adjoints[by] != 0 ? adjoints[by] - 1 : b.constant(0); }
};

}  // namespace symdiff::detail
