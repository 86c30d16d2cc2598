// SPDX-License-Identifier: BSL-1.0
#pragma once
// Branches that are not taken. The adjoint of what such a branch reads is 0, but 0 times an infinite or NaN derivative
// is NaN: `where(c, u, 0) * p` is therefore kept as `where(c, u * p, 0)` (identities), and a sum of such choices is made
// one.
#include <symdiff/graph/shapes.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// 1 where a condition holds, else 0, in a shape.
constexpr int ones_where(builder& b, int condition, const shape& s) {
  return filled(b, b.apply(op::where, condition, b.constant(1), b.constant(0)), s);
}
/// The sums of the rows of a matrix; a vector is a column.
constexpr int count_in_rows(builder& b, int ones, const shape& s) { return s.is_matrix() ? b.apply(op::row_sums, ones) : ones; }
/// The sums of the columns of a matrix; of a vector, its sum.
constexpr int count_in_columns(builder& b, int ones, const shape& s) { return b.apply(s.is_matrix() ? op::column_sums : op::sum, ones); }

/// The condition under which an adjoint may be other than 0. `is_hidden` if it is no choice by that condition itself.
struct taken_condition {
  builder& b;
  bool is_hidden = false;

  /// As a node, or -1 where no branch decides. Looks no deeper than `depth` operations.
  constexpr int of(int adjoint, int depth = 8) {
    const int i = unfilled(b, adjoint);
    const word node = b.nodes[i];
    const op o = op_of(node);
    const int x = first_of(node), y = second_of(node), z = third_of(node);
    if (depth-- == 0) return -1;
    switch (o) {
      case op::where: {
        const bool first_only = b.is_constant(z, 0), second_only = b.is_constant(y, 0);
        const int in_first = second_only ? -1 : of(y, depth), in_second = first_only ? -1 : of(z, depth);
        const int first = in_first < 0 ? x : b.apply(op::logical_and, x, in_first);
        if (first_only) return first;
        const int other = b.apply(op::logical_not, x);
        const int second = in_second < 0 ? other : b.apply(op::logical_and, other, in_second);
        if (second_only) return second;
        return in_first < 0 && in_second < 0 ? -1 : b.apply(op::logical_or, first, second);
      }
      case op::negate:
      case op::divide: return of(x, depth);
      case op::multiply: {
        const int left = of(x, depth);
        return left >= 0 ? left : of(y, depth);
      }
      case op::add:
      case op::subtract: {
        const int left = of(x, depth), right = left < 0 ? -1 : of(y, depth);
        return right < 0 ? -1 : hidden(b.apply(op::logical_or, left, right));
      }
      case op::sample_mean: return counted(op::sample_sum, x, of(x, depth));
      case op::sample_sum:
      case op::sum:
      case op::row_sums:
      case op::column_sums:
      case op::transpose:
      case op::broadcast_rows:
      case op::broadcast_columns:
      case op::reshape:
      case op::slice:
      case op::element:
      case op::pad: return counted(o, x, of(x, depth), y, z);
      case op::matmul:
      case op::outer: {
        const int left = of(x, depth), right = left < 0 ? of(y, depth) : -1;
        if (left >= 0) return in_rows(i, b.shapes[x], left);
        return right < 0 ? -1 : in_columns(i, b.shapes[y], right);
      }
      default: return -1;
    }
  }

 private:
  constexpr int hidden(int condition) {
    is_hidden = true;
    return condition;
  }
  /// Where any of the numbers that make an element is not 0.
  constexpr int counted(op o, int x, int condition, int y = 0, int z = 0) {
    if (condition < 0) return -1;
    return hidden(b.apply(op::less, b.constant(0), b.apply(o, ones_where(b, condition, b.shapes[x]), y, z)));
  }
  /// Of a product whose first factor has numbers where the condition holds: in the rows that have any; and whose second
  /// has: in the columns that have any.
  constexpr int in_rows(int product, const shape& s, int condition) {
    if (b.shapes[condition].is_scalar()) return hidden(condition);
    const int counts = count_in_rows(b, ones_where(b, condition, s), s), columns = b.shapes[product].columns;
    return hidden(b.apply(op::less, b.constant(0), columns == 0 ? counts : b.apply(op::broadcast_columns, counts, b.constant(columns))));
  }
  constexpr int in_columns(int product, const shape& s, int condition) {
    if (b.shapes[condition].is_scalar()) return hidden(condition);
    const shape whole = b.shapes[product];
    const int ones = ones_where(b, condition, s);
    const int counts = b.op_at(product) == op::outer ? ones : count_in_columns(b, ones, s);
    return hidden(b.apply(op::less, b.constant(0), whole.is_matrix() ? b.apply(op::broadcast_rows, counts, b.constant(whole.rows)) : counts));
  }
};

/// An adjoint as a choice between itself and 0, where branches decide that it is 0.
constexpr int only_where_taken(builder& b, int adjoint) {
  taken_condition taken{b};
  const int condition = taken.of(adjoint);
  return taken.is_hidden && condition >= 0 ? b.apply(op::where, condition, adjoint, b.constant(0)) : adjoint;
}

/// Whether a factor may be infinite or NaN though the node's value is of no consequence.
constexpr bool is_risky(const builder& b, int factor) {
  const word node = b.nodes[factor];
  if (op_of(node) == op::where) return arity_of(b.nodes[second_of(node)]) + arity_of(b.nodes[third_of(node)]) != 0;
  return arity_of(node) != 0;
}

/// The other factor of a product that is node i, by which the adjoint of the k-th is multiplied: 0 in what no element
/// reads that is taken.
constexpr int factor_where_taken(builder& b, int i, int k, int adjoint) {
  const int factor = k == 0 ? b.second(i) : b.first(i);
  if (!is_risky(b, factor)) return factor;
  const int condition = taken_condition{b}.of(adjoint);
  if (condition < 0) return factor;
  const auto chosen = [&](int where) { return b.apply(op::where, where, factor, b.constant(0)); };
  if (b.shapes[condition].is_scalar()) return chosen(condition);
  const shape s = b.shapes[i], own = b.shapes[factor];
  const int ones = ones_where(b, condition, s);
  int counts;
  if (k == 1) {
    counts = count_in_rows(b, ones, s);
    if (own.is_matrix()) counts = b.apply(op::broadcast_columns, counts, b.constant(own.columns));
  } else {
    counts = count_in_columns(b, ones, s);
    if (own.is_matrix()) counts = b.apply(op::broadcast_rows, counts, b.constant(own.rows));
  }
  return chosen(b.apply(op::less, b.constant(0), counts));
}

}  // namespace symdiff::detail
