// SPDX-License-Identifier: BSL-1.0
#pragma once
// From a builder to a structural value. Nodes are numbered in the order of a depth-first walk from the
// root that finishes operands first; since operands of commutative operations are ordered by content,
// equal expressions become equal graphs whichever way they were built.
#include <type_traits>
#include <symdiff/graph/identities.hpp>

namespace symdiff::detail {

/// A graph in arrays as long as the largest: constant evaluation fills it once, `shrink` copies it into the
/// exact size.
struct wide_graph {
  word nodes[most_nodes]{};
  double constants[most_nodes]{};
  symbol_id symbols[most_symbols];
  const user_row* rows[most_user_rows]{};
  int node_count = 0;
  int constant_count = 0;
  int symbol_count = 0;
  int row_count = 0;
  fault flaw = fault::none;
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

/// Stops where the compiler could not compute a graph. Both checks are instantiated once while all is well.
template <bool Evaluated>
constexpr bool is_evaluated() {
  static_assert(Evaluated,
                "symdiff: the compiler gave up computing this expression, for the reason it gives below; a limit on steps "
                "is raised with -fconstexpr-steps= (clang) or -fconstexpr-ops-limit= and -fconstexpr-loop-limit= (g++), "
                "and writing the expression with trace(...) takes fewer than with operators");
  return Evaluated;
}

/// Stops where a graph is not what was asked for.
template <fault Flaw>
constexpr bool is_flawless() {
  static_assert(Flaw != fault::too_many_nodes,
                "symdiff: an expression has more than 65,536 nodes; split it into several that are evaluated in turn");
  static_assert(Flaw != fault::too_many_symbols, "symdiff: an expression has more than 1,024 symbols");
  static_assert(Flaw != fault::too_many_rows, "symdiff: an expression has more than 96 functions of the user's own");
  static_assert(Flaw != fault::too_deep_means, "symdiff: means over samples are nested more than seven deep");
  static_assert(Flaw != fault::no_derivative,
                "function: the row has no derivative, but the expression is differentiated; add "
                "static constexpr auto derivative(auto x, auto f) to it");
  return Flaw == fault::none;
}

/// The graph of the root that `Build` returns when it is handed a builder, in wide arrays; `Build::expected` is
/// about how many nodes it adds. It is const for the sake of the reference below.
template <class Build>
constexpr const wide_graph build_graph() {  // NOLINT
  builder b(Build::expected);
  const int root = Build{}(b);
  canonical_walk walk(b);
  walk.walk(root);
  walk.result.flaw = b.flaw;
  return walk.result;
}

/// A reference to a temporary is as constant as a constexpr variable; but where the compiler gives up on it, that
/// is not an error yet, so that our sentence is the first.
template <class Build>
inline const wide_graph& wide_graph_of = build_graph<Build>();

template <class Build>
constexpr auto shrink() {
  constexpr auto& wide = wide_graph_of<Build>;
  graph<wide.node_count, wide.constant_count, wide.symbol_count, wide.row_count> g;
  for (int i = 0; i < wide.node_count; ++i) g.nodes[i] = wide.nodes[i];
  for (int i = 0; i < wide.constant_count; ++i) g.constants[i] = wide.constants[i];
  for (int i = 0; i < wide.symbol_count; ++i) g.symbols[i] = wide.symbols[i];
  for (int i = 0; i < wide.row_count; ++i) g.rows[i] = wide.rows[i];
  return g;
}

/// The canonical graph of a build.
template <class Build>
struct built {
  static constexpr auto graph = shrink<Build>();
};

/// Has the compiler say why it gave up.
template <class Build>
constexpr auto give_reason() {
  [[maybe_unused]] constexpr auto reason = build_graph<Build>();
}

/// Whether a build has a graph.
template <class Build>
constexpr bool can_build() {
  constexpr bool evaluated = requires { typename std::bool_constant<(wide_graph_of<Build>.node_count >= 0)>; };
  if constexpr (is_evaluated<evaluated>()) return is_flawless<wide_graph_of<Build>.flaw>();
  else return !std::is_void_v<decltype(give_reason<Build>())>;
}

}  // namespace symdiff::detail
