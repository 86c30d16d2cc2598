// SPDX-License-Identifier: BSL-1.0
#pragma once
// What every sample is divided by is divided by once: a quotient by what is the same for all samples is a product with
// its reciprocal. The mean of (y - a x)² / sigma² and its gradient over 1,000 samples took half of the time so.
#include <symdiff/graph/builder.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// Copies nodes, with such quotients replaced. Constants divide exactly as they are written, as in a plan.
struct shared_reciprocals {
  const node_list& from;
  bool changes[most_nodes]{};        // with the sample
  bool is_divided_by[most_nodes]{};  // by what changes
  bool found = false;
  int moved[most_nodes]{}, reciprocal[most_nodes]{};

  constexpr explicit shared_reciprocals(const node_list& nodes) : from(nodes) {
    for (int i = 0; i < from.size; ++i) {
      const word node = from.nodes[i];
      const op o = op_of(node);
      const int arity = arity_of(node);
      if (o == op::symbol || o == op::component) changes[i] = from.symbols[first_of(node)].kind == symbol_kind::input;
      else if (arity != 0 && !is_reduction(o))
        changes[i] = changes[first_of(node)] || (arity > 1 && changes[second_of(node)]) || (arity > 2 && changes[third_of(node)]);
      if (is_replaced(i)) is_divided_by[second_of(node)] = found = true;
    }
  }

  constexpr void copy(node_list& to, int* outputs, int count) {
    to = from;
    to.size = 0;
    const int one = to.constant_count++;
    to.constants[one] = 1;
    to.nodes[to.size++] = pack(op::constant, one);
    for (int i = 0; i < from.size; ++i) {
      const word node = from.nodes[i];
      const int arity = arity_of(node), x = moved[first_of(node)], y = arity > 1 ? moved[second_of(node)] : 0,
                z = arity > 2 ? moved[third_of(node)] : 0;
      moved[i] = to.size++;
      to.nodes[moved[i]] = is_replaced(i) ? pack(op::multiply, x, reciprocal[second_of(node)])
                           : arity == 0   ? node
                                          : pack(op_of(node), x, y, z);
      if (!is_divided_by[i]) continue;
      reciprocal[i] = to.size++;
      to.nodes[reciprocal[i]] = pack(op::divide, 0, moved[i]);
    }
    for (int k = 0; k < count; ++k) outputs[k] = moved[outputs[k]];
  }

 private:
  constexpr bool is_replaced(int i) const {
    const word node = from.nodes[i];
    return op_of(node) == op::divide && changes[first_of(node)] && !changes[second_of(node)] && !from.is_constant(second_of(node));
  }
};

}  // namespace symdiff::detail
