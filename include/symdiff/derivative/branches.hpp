// SPDX-License-Identifier: BSL-1.0
#pragma once
// Branches that are not taken. The adjoint of what such a branch reads is 0, but 0 times an infinite or NaN derivative
// is NaN: `where(c, u, 0) * p` is therefore kept as `where(c, u * p, 0)` (identities), and a sum of such choices is made
// one.
#include <symdiff/graph/shapes.hpp>

namespace symdiff::detail {

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
    const int ones = filled(b, b.apply(op::where, condition, b.constant(1), b.constant(0)), b.shapes[x]);
    return hidden(b.apply(op::less, b.constant(0), b.apply(o, ones, y, z)));
  }
};

/// An adjoint as a choice between itself and 0, where branches decide that it is 0.
constexpr int only_where_taken(builder& b, int adjoint) {
  taken_condition taken{b};
  const int condition = taken.of(adjoint);
  return taken.is_hidden && condition >= 0 ? b.apply(op::where, condition, adjoint, b.constant(0)) : adjoint;
}

}  // namespace symdiff::detail
