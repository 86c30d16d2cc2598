// SPDX-License-Identifier: BSL-1.0
#pragma once
// Reverse accumulation on the graph: the adjoints of all symbols in one sweep from the root, as nodes of
// the same graph (A. Griewank, A. Walther, Evaluating Derivatives, 2nd ed., chapters 3 and 10).
#include <symdiff/derivative/branches.hpp>
#include <symdiff/derivative/pulled_back.hpp>
#include <symdiff/derivative/rules.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// The shape stands in the name, so that the compiler shows it.
template <int Rows, int Columns>
constexpr void no_single_number() {
  static_assert(Rows == 0, "symdiff: gradients, Hessians and optimizers need an expression of one number, but this is a vector "
                           "or matrix, whose sizes stand in no_single_number<...>; sum it, as in sum(e), or take jacobian(e, w)");
}
/// Whether an expression is a single number, of which there is a gradient.
template <class E>
constexpr bool is_single_number() {
  if constexpr (is_expression<E>) {
    constexpr shape s = E::graph.result;
    if constexpr (!s.is_scalar()) no_single_number<s.rows, s.columns>();
    return Expression<E> && s.is_scalar();
  } else {
    return false;
  }
}

/// What a node of the primal graph depends on.
enum dependence : unsigned char { on_nothing = 0, on_wanted = 1, on_samples = 2 };

/// One reverse sweep.
///
/// The adjoint of an inner node is kept relative to its dominator, the nearest node that all its ways to
/// the root pass: the derivative of the dominator by it. What happens between the two is then multiplied
/// by the dominator's own adjoint once, and does not wait for it. On the shared chain of
/// bench/workloads/chain this takes a fifth of the products and the quotient off the path from level
/// to level.
///
/// Over samples: the adjoint of a node that changes with the sample is its density per sample, and turns
/// into a mean (or sum) over the samples where it reaches a node that does not change.
struct reverse_sweep {
  builder& b;
  int root = 0;
  int one, minus_one, two;  // constants, as nodes
  op measure = op::sample_sum;
  bool has_reductions = false;
  bool has_choices = false;  // whether an adjoint was met that is 0 where a branch is not taken
  unsigned char depends[most_nodes]{};
  int dominator[most_nodes]{};       // plus one; 0 where no consumer was met
  int adjoints[most_nodes]{};        // relative to the dominator, plus one; 0 where structurally zero
  int relative_to[most_nodes]{};     // the last request to `relative`, plus one,
  int relative_value[most_nodes]{};  // and its answer

  constexpr explicit reverse_sweep(builder& graph)
      : b(graph), one(b.constant(1)), minus_one(b.constant(-1)), two(b.constant(2)) {}

  /// Marks which nodes up to the root depend on the wanted nodes and on samples.
  constexpr void mark(const int* wanted, int count) {
    for (int k = 0; k < count; ++k)
      if (wanted[k] <= root) depends[wanted[k]] = on_wanted;
    for (int i = 0; i <= root; ++i) {
      const word node = b.nodes[i];
      const op o = static_cast<op>(node & 4095);
      if ((node & 3 << 8) == 0) {
        if (o == op::symbol && b.symbols[node >> 12].kind == symbol_kind::input) depends[i] |= on_samples;
        continue;
      }
      depends[i] = static_cast<unsigned char>(depends[node >> 12 & operand_mask] |
                                              ((node & 2 << 8) != 0 ? depends[node >> 29 & operand_mask] : 0) |
                                              ((node & 3 << 8) == 3 << 8 ? depends[node >> 46] : 0));
      if (o != op::sample_mean && o != op::sample_sum) continue;
      depends[i] &= on_wanted;
      has_reductions = true;
      if (o == op::sample_mean) measure = o;
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
        const int to = operand_of(node, k);
        if ((depends[to] & on_wanted) == 0) continue;
        if ((b.nodes[to] & 3 << 8) == 0) dominator[to] = root + 1;  // a symbol's adjoint is wanted as it is
        else if (b.has_shapes) dominator[to] = root + 1;
        else dominator[to] = dominator[to] == 0 ? i + 1 : common(dominator[to] - 1, i) + 1;
      }
    }
  }

  constexpr bool is_reciprocal(int i) const { return b.op_at(i) == op::divide && b.is_constant(b.first(i), 1); }

  /// adjoint * partial. A reciprocal becomes a quotient, so that both adjoints of a division share it.
  constexpr int chain(int adjoint, int partial) {
    if (partial == one) return adjoint;
    if (adjoint == one) return partial;
    const op o = b.op_at(partial);
    if (o == op::constant && partial == minus_one) return b.apply(op::negate, adjoint);
    if (o == op::divide && is_reciprocal(partial)) return b.apply(op::divide, adjoint, b.second(partial));
    if (o == op::negate) return b.apply(op::negate, chain(adjoint, b.first(partial)));
    if (o == op::multiply) {
      const int factor = b.first(partial), other = b.second(partial);
      if (is_reciprocal(factor)) return b.apply(op::multiply, chain(adjoint, factor), other);
      if (is_reciprocal(other)) return b.apply(op::multiply, chain(adjoint, other), factor);
    }
    return b.apply(op::multiply, adjoint, partial);
  }

  /// The derivative of one of its dominators by the node.
  constexpr int relative(int i, int to) {
    if (i == to) return one;
    const int above = dominator[i] - 1, own = adjoints[i] - 1;
    if (above == to) return own;
    if (relative_to[i] != to + 1) {
      relative_value[i] = chain(relative(above, to), own);
      relative_to[i] = to + 1;
    }
    return relative_value[i];
  }

  /// The derivative of node i by its k-th operand. Arithmetic stands here, functions in their rows.
  constexpr int partial(int i, word node, int k) {
    switch (op_of(node)) {
      case op::add: return one;
      case op::subtract: return k == 0 ? one : minus_one;
      case op::multiply: return operand_of(node, 1 - k);
      case op::divide: {
        const int reciprocal = b.apply(op::divide, one, second_of(node));
        return k == 0 ? reciprocal : b.apply(op::negate, b.apply(op::multiply, i, reciprocal));
      }
      case op::negate: return minus_one;
      case op::square: return b.apply(op::multiply, two, first_of(node));
      case op::where: return b.apply(op::where, first_of(node), b.constant(k == 1), b.constant(k == 2));
      case op::sample_mean: return one;
      case op::sample_sum: {  // of what is the same for each sample: that many times
        const bool is_density = measure == op::sample_sum && (depends[first_of(node)] & on_samples) != 0;
        return is_density ? one : b.apply(op::sample_sum, one);
      }
      default: {
        const int index = index_of(op_of(node));
        return (index < first_user_row ? rules.rules[index] : b.rows[index - first_user_row]->rule)(b, i, k);
      }
    }
  }

  constexpr bool is_propagated(word node, int k) const {
    const int to = operand_of(node, k);
    return (depends[to] & on_wanted) != 0 && !is_condition(b.op_at(to));
  }

  /// Adds to the adjoints of a node's operands.
  constexpr void propagate(int i) {
    const word node = b.nodes[i];
    const int arity = static_cast<int>(node >> 8 & 3);
    const bool is_shaped = is_shape_operation(op_of(node));
    int factors[3]{};
    for (int k = 0; k < arity && !is_shaped; ++k)
      if (is_propagated(node, k)) factors[k] = partial(i, node, k);
    if (has_choices && (is_risky(b, factors[0]) || is_risky(b, factors[1]) || is_risky(b, factors[2])))
      adjoints[i] = 1 + only_where_taken(b, adjoints[i] - 1);
    for (int k = 0; k < arity; ++k) {
      if (!is_propagated(node, k)) continue;
      const int to = operand_of(node, k);
      int contribution;
      if (is_shaped) {
        contribution = pulled_back(b, i, k, adjoints[i] - 1, has_choices);
      } else {
        if (is_zero(b, factors[k])) continue;
        has_choices |= b.op_at(factors[k]) == op::where;
        contribution = chain(relative(i, dominator[to] - 1), factors[k]);
      }
      if (contribution < 0) continue;
      if (b.has_shapes) contribution = fitted(b, contribution, i, to, root);
      if (has_reductions && (depends[i] & on_samples) != 0 && (depends[to] & on_samples) == 0)
        contribution = b.apply(measure, contribution);
      adjoints[to] = 1 + (adjoints[to] == 0 ? contribution : b.apply(op::add, adjoints[to] - 1, contribution));
    }
  }

  constexpr void run(int from, const int* wanted, int count) {
    root = from;
    mark(wanted, count);
    find_dominators();
    adjoints[root] = one + 1;
    for (int i = root; i >= 0; --i)
      if (adjoints[i] != 0 && (depends[i] & on_wanted) != 0 && (b.nodes[i] & 3 << 8) != 0 && !is_condition(b.op_at(i)))
        propagate(i);
  }

  /// The derivative of the root by a symbol, as a node of its shape; zero where there is none.
  constexpr int derivative(int by) {
    return filled(b, by <= root && adjoints[by] != 0 ? adjoints[by] - 1 : b.constant(0), b.shapes[by]);
  }
};

}  // namespace symdiff::detail
