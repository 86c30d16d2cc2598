// SPDX-License-Identifier: BSL-1.0
#pragma once
// The graph that a plan is made of.
#include <symdiff/graph/canonical.hpp>
#include <symdiff/graph/unrolling.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// Copies what roots need, with powers turned into products, and in terms of fewer operations on shapes.
struct plan_lowering {
  const node_list& from;
  builder& to;
  int moved[most_nodes]{};
  bool needed[most_nodes]{};

  constexpr plan_lowering(const node_list& source, builder& target) : from(source), to(target) {}

  constexpr int move(int i) {
    const word node = from.nodes[i];
    const op o = op_of(node);
    if (o == op::constant) return to.constant(from.value(i));
    if (o == op::symbol) return to.symbol(from.symbols[first_of(node)]);
    if (arity_of(o) == 0) return to.leaf(o, first_of(node));
    const int a = moved[first_of(node)], b = moved[second_of(node)], c = moved[third_of(node)];
    switch (o) {
      case op::power: return lowered_power(to, a, b);
      case op::power_log: return lowered_power_log(to, a, b, c);
      case op::shift: return finite_or_zero(to, to.apply(op::maximum, a));
      case op::divide:  // by a scalar: one quotient, and products that round once more
        if (!from.is_verbatim && to.shapes[b].is_scalar() && !to.shapes[a].is_scalar() && !to.is_constant(b))
          return to.apply(op::multiply, to.apply(op::divide, to.constant(1), b), a);
        return to.apply(o, a, b);
      case op::column_sums: return to.put(op::row_sums, to.apply(op::transpose, a));  // apply() would turn it back
      case op::row_sums: return to.put(o, a);
      case op::softmax:
      case op::log_sum_exp: return a;
      default: return to.apply(o, a, b, c);
    }
  }
  constexpr void run(int* roots, int count) {
    for (int i = 0; i < from.row_count; ++i) to.rows[i] = from.rows[i];
    to.row_count = from.row_count;
    mark_needed(from, roots, count, needed);
    for (int i = 0; i < from.size; ++i)
      if (needed[i]) moved[i] = move(i);
    for (int k = 0; k < count; ++k) roots[k] = moved[roots[k]];
  }
};

}  // namespace symdiff::detail
