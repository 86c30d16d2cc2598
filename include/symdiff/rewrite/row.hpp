// SPDX-License-Identifier: BSL-1.0
#pragma once
// What a rewrite is: a row that says at which operation it starts, which operation it cannot do without, an example of
// what it finds, and how it finds it. rewrite/pass.hpp lists the rows and applies them.
#include <symdiff/rewrite/collected_powers.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// The base of a rewrite of nodes of the operation `At`. Expressions without the operation `Needed` have none.
///
///   struct complement_of_sigmoid : rewrite<op::subtract, sigmoid_code> {
///     static constexpr auto written(auto u, auto) { return 1_c - sigmoid(u); }
///     static constexpr int computed(draft& d, const node_at_hand& n) { ... }
///   };
///
/// `written` is an example, of one or two symbols of any shape, from which the tests are made. `computed` gives the node
/// that is computed instead, or -1 if the node at hand is of another form.
template <op At, op Needed = At>
struct rewrite {
  static constexpr op at = At, needed = Needed;
};

/// The node that a rewrite looks at: its number as it was written, and its operands as they are computed.
struct node_at_hand {
  int written, x, y;
};

/// A builder whose first `size` nodes are an expression as it was written, and what rewrites ask about it.
struct draft {
  builder& b;
  int size;
  bool is_subtracted_from[most_nodes]{};  // nodes of which something is taken again, or that are taken from something
  bool is_in_logarithm[most_nodes]{};
  bool has_series = false;  // derivatives of high order, which know functions of one argument only
  collected_powers powers;

  constexpr explicit draft(builder& graph) : b(graph), size(graph.size), powers(graph) {
    for (int i = 0; i < size; ++i) {
      const word node = b.nodes[i];
      const op o = op_of(node);
      if (o == op::subtract) is_subtracted_from[first_of(node)] = is_subtracted_from[second_of(node)] = true;
      else if (o == log_code) is_in_logarithm[first_of(node)] = true;
      has_series |= o == op::derivative;
    }
  }

  constexpr bool is(int i, op o) const { return b.op_at(i) == o; }
  constexpr bool is_one(int i) const { return b.is_constant(i, 1); }
  constexpr bool is_whole_constant(int i) const { return b.is_constant(i) && is_whole(b.value(i)); }

  constexpr int negated(int x) { return b.apply(op::negate, x); }
  template <class Row>
  constexpr int function(int x) { return b.apply(code_of_row<Row>(), x); }
};

}  // namespace symdiff::detail
