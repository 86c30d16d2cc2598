// SPDX-License-Identifier: BSL-1.0
#pragma once
// What is computed instead of what was written: forms that mathematics takes for the same, and whose value is never worse
// and often much better. They are applied where an expression is evaluated or differentiated, never where it is written:
// it prints as its author wrote it. `verbatim(e)` is exempt. The table below is all of it; a new rewrite is a row
// (rewrite/row.hpp) in the list of its file.
#include <symdiff/rewrite/differences.hpp>
#include <symdiff/rewrite/logarithms.hpp>
#include <symdiff/rewrite/powers.hpp>
#include <symdiff/rewrite/roots.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// Of the rows that start at one operation, the first that fits is taken.
using all_rewrites = typename joined_lists<rewrites_of_differences, rewrites_of_exponentials, rewrites_of_logarithms,
                                           rewrites_of_roots, rewrites_of_powers>::type;

/// Without one of these there is nothing to rewrite.
template <class... Rows>
constexpr operation_set operations_needed(row_list<Rows...>) { return operation_set(verbatim_code, Rows::needed...); }
inline constexpr operation_set rewritten_about = operations_needed(all_rewrites{});

/// The operations at which rewrites start.
template <class... Rows>
constexpr operation_set operations_rewritten(row_list<Rows...>) { return operation_set(Rows::at...); }
inline constexpr operation_set rewritten_at = operations_rewritten(all_rewrites{});

template <class... Rows>
constexpr int computed_instead(auto& d, op o, const node_at_hand& n, row_list<Rows...>) {
  int found = -1;
  (void)((o == Rows::at && (found = Rows::computed(d, n)) >= 0) || ...);
  return found;
}

/// The pass over an expression: each node is looked at once, after its operands. (A template, so that it costs only where
/// it is used.)
template <class Void = void>
struct rewriting_of {
  struct draft_with_ranges : draft {
    ranges_of_nodes<Void> ranges;
    constexpr explicit draft_with_ranges(builder& graph) : draft(graph), ranges(graph, powers) {}
  };
  draft_with_ranges d;
  int moved[most_nodes]{};  // what is computed for each

  constexpr explicit rewriting_of(builder& graph) : d(graph) {
    for (int i = 0; i < d.size; ++i) moved[i] = move(i);
  }

 private:
  constexpr int move(int i) {
    builder& b = d.b;
    const word node = b.nodes[i];
    if ((node & 3 << 8) == 0) return i;
    const op o = op_of(node);
    if (o == verbatim_code) {
      b.is_verbatim = true;
      return first_of(node);
    }
    const int arity = arity_of(node), x = moved[first_of(node)], y = arity > 1 ? moved[second_of(node)] : 0,
              z = arity > 2 ? moved[third_of(node)] : 0;
    if (rewritten_at.has(node))
      if (const int better = computed_instead(d, o, {i, x, y}, all_rewrites{}); better >= 0) return better;
    if (x == first_of(node) && y == second_of(node) && z == third_of(node)) return i;
    return b.apply(o, x, y, z);
  }
};

using rewriting = rewriting_of<>;

template <class Graph>
constexpr bool has_rewritten(const Graph& g) {
  for (const word node : g.nodes)
    if (rewritten_about.has(node)) return true;
  return false;
}
template <class Graph>
constexpr bool has_verbatim(const Graph& g) {
  for (const word node : g.nodes)
    if (op_of(node) == verbatim_code) return true;
  return false;
}

template <class...>
struct always_void {
  using type = void;
};

/// Imports expressions into one builder as they are computed.
template <class... E>
constexpr void import_to_compute(builder& b, int* roots) {
  import_all<E...>(b, roots);
  if constexpr ((has_rewritten(parts<E>::graph) || ...)) {
    const rewriting_of<typename always_void<E...>::type> rewrite(b);
    for (int k = 0; k < static_cast<int>(sizeof...(E)); ++k) roots[k] = rewrite.moved[roots[k]];
  }
}
template <class E>
constexpr int import_to_compute(builder& b) {
  int root = 0;
  import_to_compute<E>(b, &root);
  return root;
}

}  // namespace symdiff::detail
