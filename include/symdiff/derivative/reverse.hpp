// SPDX-License-Identifier: BSL-1.0
#pragma once
// Reverse accumulation on the graph: the adjoints of all symbols in one sweep from the root, as nodes of
// the same graph (A. Griewank, A. Walther, Evaluating Derivatives, 2nd ed., chapters 3 and 10).
#include <symdiff/derivative/branches.hpp>
#include <symdiff/derivative/pulled_back.hpp>
#include <symdiff/derivative/rules.hpp>
#include <symdiff/graph/formal_derivatives.hpp>

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
/// Over samples: which inputs are columns is known to a call, not to a graph. Outside of all sums and means an input has
/// one value; inside, a node that depends on inputs may change with the sample. Such a node has two adjoints, each in a
/// place of its own: outside a plain one, inside the density per sample. A density becomes a mean (or sum) over the samples
/// where it reaches a symbol, or a node that is the same for all samples.
struct reverse_sweep {
  builder& b;
  branches choices;
  collected_powers powers;
  bool collects = false;  // whether there may be powers to collect
  int root = 0;
  int one, minus_one, two;  // constants, as nodes
  op measure = op::sample_sum;
  bool has_reductions = false;
  const int* wanted = nullptr;
  int wanted_count = 0;
  int marked = 0;            // how many nodes have their dependence
  unsigned char depends[most_nodes]{};
  // By place. Node i has place i, and inside of sums and means, if it may change with the sample, root + 1 + i.
  int dominator[most_nodes]{};       // plus one; 0 where no consumer was met
  int outside[most_nodes]{};         // of a place inside of sums and means: its nearest dominator that is not
  word adjoints[most_nodes]{};       // packed, relative to the dominator
  int relative_to[most_nodes]{};     // the last request to `relative`, plus one,
  int relative_value[most_nodes]{};  // and its answer

  constexpr explicit reverse_sweep(builder& graph)
      : b(graph), choices{graph}, powers(graph), one(b.constant(1)), minus_one(b.constant(-1)), two(b.constant(2)) {}

  /// Marks which nodes up to the root depend on the wanted nodes and on samples.
  constexpr void mark(const int* by, int count) {
    for (int k = 0; k < count; ++k)
      if (by[k] <= root) depends[by[k]] = on_wanted;
    mark_to(root + 1);
    collects &= !b.is_verbatim;
    if (collects) powers.extend();
    if (has_reductions && 2 * (root + 1) > most_nodes) b.refuse(fault::too_many_nodes);
  }
  constexpr void mark_to(int end) {
    for (int i = marked; i < end; ++i) {
      const word node = b.nodes[i];
      const op o = static_cast<op>(node & 4095);
      if ((node & 3 << 8) == 0) {
        if (o == op::symbol && b.symbols[node >> 12].kind == symbol_kind::input) depends[i] |= on_samples;
        continue;
      }
      depends[i] = static_cast<unsigned char>(depends[node >> 12 & operand_mask] |
                                              ((node & 2 << 8) != 0 ? depends[node >> 29 & operand_mask] : 0) |
                                              ((node & 3 << 8) == 3 << 8 ? depends[node >> 46] : 0));
      collects |= i <= root && collected_about.has(node);
      if (o != op::sample_mean && o != op::sample_sum) continue;
      depends[i] &= on_wanted;
      if (i > root) continue;
      has_reductions = true;
      if (o == op::sample_mean) measure = o;
    }
    marked = end;
  }

  /// The nodes that a node's adjoint goes to: its operands, or the bases of its powers.
  constexpr bool is_collected(int i) const { return collects && powers.is_collected(i); }
  constexpr int way_count(int i) const { return is_collected(i) ? powers.way_count(i) : arity_of(b.nodes[i]); }
  constexpr int way(int i, int k) const { return is_collected(i) ? powers.way(i, k).to : operand_of(b.nodes[i], k); }

  constexpr bool may_change(int i) const { return (depends[i] & on_samples) != 0 && (b.nodes[i] & 3 << 8) != 0; }
  constexpr int node_at(int place) const { return place > root ? place - root - 1 : place; }
  constexpr bool is_inside(int place) const { return place > root; }
  /// The place of an operand of what is at a place.
  constexpr int place_of(int operand, int user) const {
    if (!has_reductions || !may_change(operand)) return operand;
    return is_inside(user) || is_reduction(b.op_at(user)) ? root + 1 + operand : operand;
  }
  /// A place outside of sums and means, or its nearest dominator there.
  constexpr int way_out(int place) const { return is_inside(place) ? outside[place] : place; }

  /// f(place, node) for all places, users before their operands.
  template <class F>
  constexpr void each_place(const F& f) {
    for (int i = root; i >= 0; --i) {
      if ((depends[i] & on_wanted) == 0 || (b.nodes[i] & 3 << 8) == 0) continue;
      f(i, b.nodes[i]);
      if (has_reductions && may_change(i)) f(root + 1 + i, b.nodes[i]);
    }
  }

  /// The nearest common dominator of two places, or the root if it is far.
  constexpr int common(int x, int y) const {
    for (int steps = 0; x != y; ++steps) {
      if (steps == 32) return root;
      if (node_at(x) <= node_at(y)) x = dominator[x] - 1;
      else y = dominator[y] - 1;
    }
    return x;
  }

  constexpr void find_dominators() {
    dominator[root] = root + 1;
    each_place([&](int place, word /*node*/) {
      if (dominator[place] == 0) return;
      const int out = way_out(dominator[place] - 1);
      if (is_inside(place)) outside[place] = out;
      else dominator[place] = out + 1;
      for (int k = 0, i = node_at(place); k < way_count(i); ++k) {
        const int to = way(i, k);
        if ((depends[to] & on_wanted) == 0) continue;
        const int at = place_of(to, place);
        if ((b.nodes[to] & 3 << 8) == 0 || b.has_shapes) dominator[at] = root + 1;  // a symbol's adjoint is wanted as it is
        else dominator[at] = dominator[at] == 0 ? place + 1 : common(dominator[at] - 1, place) + 1;
      }
    });
  }

  constexpr bool is_reciprocal(int i) const { return b.op_at(i) == op::divide && b.is_constant(b.first(i), 1); }

  /// adjoint * partial, powers of one base being one power.
  constexpr int chain(int adjoint, int partial) {
    const int product = chain_as_written(adjoint, partial);
    return collects ? powers.collapsed(product) : product;
  }

  /// The same of a derivative of node i.
  constexpr int chain(int i, int adjoint, int partial) {
    return is_collected(i) ? powers.collapsed(powers.spread(adjoint, partial, root)) : chain(adjoint, partial);
  }

  /// adjoint * partial. A reciprocal becomes a quotient, so that both adjoints of a division share it.
  constexpr int chain_as_written(int adjoint, int partial) {
    if (partial == one) return adjoint;
    if (adjoint == one) return partial;
    const op o = b.op_at(partial);
    if (o == op::constant && partial == minus_one) return b.apply(op::negate, adjoint);
    if (o == op::divide && is_reciprocal(partial)) return b.apply(op::divide, adjoint, b.second(partial));
    if (o == op::negate) return b.apply(op::negate, chain_as_written(adjoint, b.first(partial)));
    if (o == op::multiply) {
      const int factor = b.first(partial), other = b.second(partial);
      if (is_reciprocal(factor)) return b.apply(op::multiply, chain_as_written(adjoint, factor), other);
      if (is_reciprocal(other)) return b.apply(op::multiply, chain_as_written(adjoint, other), factor);
    }
    return b.apply(op::multiply, adjoint, partial);
  }

  /// The derivative of one of its dominators by what is at a place.
  constexpr int relative(int place, int to) {
    if (place == to) return one;
    const int above = dominator[place] - 1, own = unpacked(adjoints[place]).node;
    if (above == to) return own;
    if (relative_to[place] != to + 1) {
      relative_value[place] = chain(relative(above, to), own);
      relative_to[place] = to + 1;
    }
    return relative_value[place];
  }

  /// The derivative of node i by its k-th operand. Arithmetic stands here, functions in their rows.
  constexpr int partial(int i, word node, int k) {
    if (is_collected(i)) return powers.partial(i, powers.way(i, k));
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
      case op::sample_mean:
      case op::sample_sum: return op_of(node) == measure ? one : b.apply(op::sample_sum, one);
      default: {
        const int index = index_of(op_of(node));
        const derivative_rule rule = index < first_user_row ? rules.rules[index] : b.rows[index - first_user_row]->rule;
        return rule == nullptr ? b.refuse(fault::unknown_operation) : rule(b, i, k);
      }
    }
  }

  constexpr bool is_propagated(int i, int k) const {
    const int to = way(i, k);
    return (depends[to] & on_wanted) != 0 && !is_condition(b.op_at(to));
  }

  constexpr bool changes(int i) {
    mark_to(b.size);
    return i >= 0 && (depends[i] & on_samples) != 0;
  }
  /// The mean or sum of a density over the samples.
  constexpr int reduced(int density, op o) {
    if (changes(density)) return b.apply(o, density);
    return o == op::sample_mean ? density : b.apply(op::multiply, density, b.apply(op::sample_sum, one));
  }
  constexpr guarded reduced(const guarded& density, op o) {
    if (!changes(density.condition)) return {reduced(density.node, o), density.condition, density.is_clean};
    const int of_any = b.apply(op::sample_sum, choices.chosen(density.condition, one));
    return {reduced(choices.clean(density), o), choices.positive(of_any), true};
  }

  /// What an operation by element adds to the adjoint of its k-th operand, relative to a dominator.
  constexpr guarded contribution(int place, word node, int k, const guarded& adjoint, int out) {
    int factor = partial(node_at(place), node, k);
    const int condition = choices.both(adjoint.condition, choices.take_choices(factor));
    if (is_zero(b, factor) || condition == impossible) return {-1, always, false};
    const bool stays_clean = adjoint.is_clean && condition == adjoint.condition && out == dominator[place] - 1 && out != place &&
                             choices.is_finite(factor);
    return {chain(node_at(place), relative(place, out), factor), condition, condition == always || stays_clean};
  }

  /// Adds to the adjoints of the symbols that a formal derivative depends on: by each of them it is one more.
  constexpr void propagate_formally(int place) {
    const int i = node_at(place);
    const guarded adjoint = unpacked(adjoints[place]);
    for (int k = 0; k < wanted_count; ++k) {
      const int to = wanted[k];
      if (to > i || !is_below(i, to)) continue;
      if (!b.shapes[to].is_scalar()) {
        b.refuse(fault::no_formal_derivative);
        return;
      }
      guarded part{chain(adjoint.node, formal_derivative_of(b, i, to)), adjoint.condition, adjoint.condition == always};
      if (is_inside(place)) part = reduced(part, measure);
      if (part.is_clean) part.condition = always;
      adjoints[to] = packed(choices.sum(unpacked(adjoints[to]), part));
    }
  }
  /// Whether a node depends on another.
  constexpr bool is_below(int i, int on) const {
    bool reached[most_nodes]{};
    reached[i] = true;
    for (; i > on; --i)
      for (int k = 0; reached[i] && k < arity_of(b.nodes[i]); ++k) reached[operand_of(b.nodes[i], k)] = true;
    return reached[on];
  }

  /// Adds to the adjoints of the operands of what is at a place.
  constexpr void propagate(int place, word node) {
    if (op_of(node) == op::derivative) return propagate_formally(place);
    const int i = node_at(place);
    const guarded adjoint = unpacked(adjoints[place]);
    const bool is_density = is_inside(place) || is_reduction(op_of(node));
    for (int k = 0; k < way_count(i); ++k) {
      if (!is_propagated(i, k)) continue;
      const int to = way(i, k), at = place_of(to, place), above = dominator[at] - 1;
      const bool is_reduced = is_density && !is_inside(at);
      const int out = is_reduced && !b.has_shapes ? way_out(place) : above;
      guarded part = is_shape_operation(op_of(node)) ? pulled_back(choices, i, k, adjoint) : contribution(place, node, k, adjoint, out);
      if (part.is_none()) continue;
      if (b.has_shapes) part = fitted(choices, part, i, to, root);
      if (is_reduced) {
        part = reduced(part, measure);
        if (out != above) part = {chain(relative(out, above), part.node), part.condition, part.condition == always};
      }
      if (part.is_clean && arity_of(b.nodes[to]) == 0) part.condition = always;  // nothing is multiplied with it
      adjoints[at] = packed(choices.sum(unpacked(adjoints[at]), part));
    }
  }

  constexpr void run(int from, const int* by, int count) {
    root = from;
    wanted = by;
    wanted_count = count;
    mark(wanted, count);
    find_dominators();
    adjoints[root] = packed({one, always, true});
    each_place([&](int place, word node) {
      if (adjoints[place] != 0 && !is_condition(op_of(node))) propagate(place, node);
    });
  }

  /// The derivative of the root by a symbol, as a node of its shape; zero where there is none.
  constexpr int derivative(int by) {
    return filled(b, by <= root && adjoints[by] != 0 ? choices.clean(unpacked(adjoints[by])) : b.constant(0), b.shapes[by]);
  }
};

}  // namespace symdiff::detail
