// SPDX-License-Identifier: BSL-1.0
#pragma once
// From a builder to a structural value. Nodes are numbered in the order of a depth-first walk from the
// root that finishes operands first; since operands of commutative operations are ordered by content,
// equal expressions become equal graphs whichever way they were built.
#include <symdiff/graph/evaluation.hpp>
#include <symdiff/graph/identities.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// A graph in arrays as long as the largest: constant evaluation fills it once, `shrink` copies it into the
/// exact size.
struct wide_graph {
  word nodes[most_nodes]{};
  double constants[most_nodes]{};
  symbol_id symbols[most_symbols]{};
  const user_row* rows[most_user_rows]{};
  int node_count = 0;
  int constant_count = 0;
  int symbol_count = 0;
  int row_count = 0;
  fault flaw = fault::none;
  shape result{};
};

/// Walks from a root and numbers what it reaches.
struct canonical_walk {
  const builder& b;
  wide_graph result;
  int number[most_nodes]{};   // of a builder's node, plus one; 0 where not reached
  int pending[most_nodes]{};  // the path to the node at hand

  constexpr explicit canonical_walk(const builder& graph) : b(graph) {}

  constexpr void append(int i) {
    const word node = b.nodes[i];
    const int arity = static_cast<int>(node >> 8 & 3);
    word renumbered = node;
    if (arity != 0) {
      const word code = (node & 255) < first_user_row ? node & 4095 : renumbered_row(node);
      renumbered = code | static_cast<word>(number[node >> 12 & operand_mask] - 1) << 12;
      if (arity > 1) renumbered |= static_cast<word>(number[node >> 29 & operand_mask] - 1) << 29;
      if (arity > 2) renumbered |= static_cast<word>(number[node >> 46] - 1) << 46;
    } else if ((node & 4095) == word(op::constant)) {
      result.constants[result.constant_count] = b.constants[node >> 12];
      renumbered = pack(op::constant, result.constant_count++);
    } else if ((node & 4095) == word(op::symbol)) {
      result.symbols[result.symbol_count] = b.symbols[node >> 12];
      renumbered = pack(op::symbol, result.symbol_count++);
    }
    result.nodes[result.node_count++] = renumbered;
    number[i] = result.node_count;
  }

  /// The code of a user's row, whose rows are numbered as they are met.
  constexpr word renumbered_row(word node) {
    const user_row* row = b.rows[(node & 255) - first_user_row];
    int i = 0;
    while (i < result.row_count && result.rows[i]->hash != row->hash) ++i;
    result.rows[i] = row;
    if (i == result.row_count) ++result.row_count;
    return (node & 4095 & ~word{255}) | static_cast<word>(first_user_row + i);
  }

  constexpr void walk(int root) {
    int depth = 0;
    pending[0] = root;
    while (depth >= 0) {
      const int i = pending[depth];
      const word node = b.nodes[i];
      const int arity = static_cast<int>(node >> 8 & 3);
      int next = -1;
      if (arity > 0 && number[node >> 12 & operand_mask] == 0) next = first_of(node);
      else if (arity > 1 && number[node >> 29 & operand_mask] == 0) next = second_of(node);
      else if (arity > 2 && number[node >> 46] == 0) next = third_of(node);
      if (next >= 0) {
        pending[++depth] = next;
      } else {
        append(i);
        --depth;
      }
    }
  }
};

/// The graph of the root that `Build` returns when it is handed a builder, in wide arrays. `Build::expected` is
/// about how many nodes it adds.
template <class Build>
struct build_graph {
  static constexpr const wide_graph run() {  // NOLINT: const for evaluation.hpp
    builder b(Build::expected);
    const int root = Build{}(b);
    canonical_walk walk(b);
    walk.walk(root);
    walk.result.flaw = b.flaw;
    walk.result.result = b.shapes[root];
    return walk.result;
  }
};

template <class Build>
constexpr auto shrink() {
  constexpr auto& wide = result_of<build_graph<Build>>;
  graph<wide.node_count, wide.constant_count, wide.symbol_count, wide.row_count> g;
  for (int i = 0; i < wide.node_count; ++i) g.nodes[i] = wide.nodes[i];
  for (int i = 0; i < wide.constant_count; ++i) g.constants[i] = wide.constants[i];
  for (int i = 0; i < wide.symbol_count; ++i) g.symbols[i] = wide.symbols[i];
  for (int i = 0; i < wide.row_count; ++i) g.rows[i] = wide.rows[i];
  g.result = wide.result;
  return g;
}

/// The canonical graph of a build.
template <class Build>
struct built {
  static constexpr auto graph = shrink<Build>();
};

}  // namespace symdiff::detail
