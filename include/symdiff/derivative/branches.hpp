// SPDX-License-Identifier: BSL-1.0
#pragma once
// Branches that are not taken. A sweep keeps beside each adjoint (or tangent) the condition under which its node is read,
// and may leave anything in it elsewhere, NaN too. Sums choose by condition, and what leaves a sweep is 0 where nothing
// reads it: 0 is impossible multiplied by a derivative that is infinite there.
#include <symdiff/graph/shapes.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// Conditions that are no nodes.
inline constexpr int always = -1, impossible = -2;

/// An adjoint or a tangent, where a condition holds.
struct guarded {
  int node;       // -1 where structurally zero
  int condition;  // a node or `always`
  bool is_clean;  // 0 where the condition does not hold; else it may be anything there

  constexpr bool is_none() const { return node < 0; }
};

/// In one word, where 0 is none: a compiler fills long arrays of words faster than of classes.
constexpr word packed(const guarded& g) {
  return static_cast<word>(g.node + 1) | static_cast<word>(g.condition + 1) << 20 | static_cast<word>(g.is_clean) << 40;
}
constexpr guarded unpacked(word w) {
  constexpr word mask = (word{1} << 20) - 1;
  return {static_cast<int>(w & mask) - 1, static_cast<int>(w >> 20 & mask) - 1, w >> 40 != 0};
}

/// What sweeps do with conditions and with what they guard. Conditions are simplified as they are made, by what their
/// operands are: no deeper, so that each takes a few steps.
struct branches {
  builder& b;

  constexpr bool are_opposite(int p, int q) const { return is_not(p, q) || is_not(q, p); }

  constexpr int negated(int p) { return b.apply(op::logical_not, p); }
  constexpr int both(int p, int q) {
    if (p == impossible || q == impossible) return impossible;
    if (p == always || p == q) return q;
    if (q == always) return p;
    for (int k = 0; k < 2; ++k, exchange(p, q)) {
      if (is_made_of(q, op::logical_and, p) || is_made_of(p, op::logical_or, q)) return q;  // p && (p && r), (q || r) && q
      if (are_opposite(p, q) || has_opposite(q, op::logical_and, p)) return impossible;        // p && (!p && r)
      if (has_opposite(q, op::logical_or, p)) return both(p, rest(q, opposite(q, p)));      // p && (!p || r) = p && r
    }
    return b.apply(op::logical_and, p, q);
  }
  constexpr int either(int p, int q) {
    if (p == always || q == always || are_opposite(p, q)) return always;
    if (p == impossible || p == q) return q;
    if (q == impossible) return p;
    for (int k = 0; k < 2; ++k, exchange(p, q)) {
      if (is_made_of(q, op::logical_and, p) || is_made_of(p, op::logical_or, q)) return p;  // p || (p && r), (q || r) || q
      if (has_opposite(q, op::logical_or, p)) return always;                              // p || (!p || r)
      if (has_opposite(q, op::logical_and, p)) return either(p, rest(q, opposite(q, p)));   // p || (!p && r) = p || r
    }
    return b.apply(op::logical_or, p, q);
  }

  /// Takes the conditions out of a factor that is 0 elsewhere.
  constexpr int take_choices(int& factor) {
    int condition = always;
    while (true) {
      const int i = unfilled(b, factor);
      if (b.op_at(i) != op::where) return condition;
      if (is_zero(b, b.third(i))) {
        condition = both(condition, b.first(i));
        factor = b.second(i);
      } else if (is_zero(b, b.second(i))) {
        condition = both(condition, negated(b.first(i)));
        factor = b.third(i);
      } else {
        return condition;
      }
    }
  }

  /// Whether a factor leaves what is 0 at 0: a constant, or a parameter, whose numbers are finite.
  constexpr bool is_finite(int factor) const {
    const int i = unfilled(b, factor);
    return b.is_constant(i) || (b.op_at(i) == op::symbol && b.symbols[b.first(i)].kind != symbol_kind::input);
  }

  constexpr int chosen(int condition, int node) { return condition == always ? node : b.apply(op::where, condition, node, b.constant(0)); }
  /// 0 where the condition does not hold.
  constexpr int clean(const guarded& g) { return g.is_clean ? g.node : chosen(g.condition, g.node); }
  constexpr guarded cleaned(const guarded& g) { return {clean(g), g.condition, true}; }

  constexpr guarded sum(const guarded& x, const guarded& y) {
    if (x.is_none()) return y;
    if (y.is_none()) return x;
    if (x.condition == y.condition) return {b.apply(op::add, x.node, y.node), x.condition, x.is_clean && y.is_clean};
    const auto [common, in_x, in_y] = taken_apart(x.condition, y.condition);
    const int condition = both(common, either(in_x, in_y));
    if (excludes(in_x, in_y))
      return {b.apply(op::where, in_x, x.node, y.node), condition, condition == always || (y.is_clean && (common == always || x.is_clean))};
    if (excludes(in_y, in_x)) return sum(y, x);
    const int first = x.is_clean ? x.node : chosen(in_x, x.node), second = y.is_clean ? y.node : chosen(in_y, y.node);
    return {b.apply(op::add, first, second), condition, common == always || (x.is_clean && y.is_clean)};
  }

  /// 1 where a condition holds, else 0, in a shape.
  constexpr int ones(int condition, const shape& s) { return filled(b, chosen(condition, b.constant(1)), s); }
  /// Where counts of such ones are not 0.
  constexpr int positive(int counts) {
    const bool is_choice = b.op_at(counts) == op::where && b.is_constant(b.second(counts), 1) && b.is_constant(b.third(counts), 0);
    return is_choice ? b.first(counts) : b.apply(op::less, b.constant(0), counts);
  }
  constexpr bool is_by_element(int condition) const { return condition >= 0 && !b.shapes[condition].is_scalar(); }

  /// Of a condition on a product's elements: whether any element of a row (or column) is taken, in the shape of a factor
  /// whose rows (or columns) these are.
  constexpr int by_lines(int condition, const shape& product, const shape& factor, bool are_rows) {
    if (!is_by_element(condition)) return condition;
    int counts = ones(condition, product);
    if (are_rows) {
      if (product.is_matrix()) counts = b.apply(op::row_sums, counts);
      if (factor.is_matrix()) counts = b.apply(op::broadcast_columns, counts, b.constant(factor.columns));
    } else {
      counts = b.apply(product.is_matrix() ? op::column_sums : op::sum, counts);
      if (factor.is_matrix()) counts = b.apply(op::broadcast_rows, counts, b.constant(factor.rows));
    }
    return positive(counts);
  }

  /// A product's other factor, 0 where no element that is taken reads it. A symbol stays as it is if that is by element, as
  /// in a network's activations.
  constexpr int other_factor(int factor, int condition) {
    return arity_of(b.nodes[factor]) == 0 && is_by_element(condition) ? factor : chosen(condition, factor);
  }

  /// What `linear`, which is linear in its argument, makes of a node of some shape.
  template <class Linear>
  constexpr guarded through(const guarded& g, const shape& s, const Linear& linear) {
    if (!is_by_element(g.condition)) return {linear(g.node), g.condition, g.is_clean};
    const int node = linear(clean(g));
    return {node, positive(linear(ones(g.condition, s))), true};
  }

 private:
  struct parts_of_two {
    int common, first, second;
  };

  static constexpr void exchange(int& p, int& q) {
    const int first = p;
    p = q;
    q = first;
  }
  constexpr bool is_not(int p, int q) const { return p >= 0 && b.op_at(p) == op::logical_not && b.first(p) == q; }
  constexpr bool is_made_of(int whole, op o, int part) const {
    return whole >= 0 && b.op_at(whole) == o && (b.first(whole) == part || b.second(whole) == part);
  }
  constexpr bool has_opposite(int whole, op o, int p) const { return whole >= 0 && b.op_at(whole) == o && opposite(whole, p) >= 0; }
  constexpr int opposite(int whole, int p) const {
    return are_opposite(b.first(whole), p) ? b.first(whole) : are_opposite(b.second(whole), p) ? b.second(whole) : -1;
  }
  /// Whether a condition is !p or !p && r.
  constexpr bool excludes(int p, int condition) const {
    return p >= 0 && (are_opposite(p, condition) || has_opposite(condition, op::logical_and, p));
  }
  constexpr int rest(int whole, int part) const { return b.first(whole) == part ? b.second(whole) : b.first(whole); }

  /// Two conditions as `common && first` and `common && second`.
  constexpr parts_of_two taken_apart(int p, int q) const {
    if (p == always || is_made_of(q, op::logical_and, p)) return {p, always, p == always ? q : rest(q, p)};
    if (q == always || is_made_of(p, op::logical_and, q)) return {q, q == always ? p : rest(p, q), always};
    if (b.op_at(p) == op::logical_and && b.op_at(q) == op::logical_and) {
      if (const int part = b.first(p); is_made_of(q, op::logical_and, part)) return {part, b.second(p), rest(q, part)};
      if (const int part = b.second(p); is_made_of(q, op::logical_and, part)) return {part, b.first(p), rest(q, part)};
    }
    return {always, p, q};
  }
};

}  // namespace symdiff::detail
