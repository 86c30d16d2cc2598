// SPDX-License-Identifier: BSL-1.0
#pragma once
// Where an expression and its derivatives are finite: what each of its parts requires of its argument, and whether
// intervals that were declared prove it. In exact arithmetic: overflow is another matter. (print/domain.hpp says it in
// words.)
#include <symdiff/functions/intervals.hpp>
#include <symdiff/notation/symbols.hpp>

namespace SYMDIFF_NAMESPACE {
namespace detail {

/// What a node requires of one of its operands.
struct requirement {
  int node, argument;
  bounds limits;
  bool of_derivative;  // and not of the value
  bool is_met;         // for all values that symbols may have
};

/// Bounds of all nodes of a graph from those of its symbols and plain numbers.
template <class Graph>
struct bounds_of_nodes {
  bounds at[Graph::node_count];

  /// `known(i)` is what is known of node i besides.
  constexpr bounds_of_nodes(const Graph& g, const bounds* symbols, const double* numbers, const auto& known) {
    for (int i = 0; i < Graph::node_count; ++i)
      at[i] = intersection_of(bounds_of_node(g, i, [&](int k) { return at[k]; }, [&](int k) { return symbols[k]; },
                                             [&](int k) { return bounds_of_point(numbers[k]); }), known(i));
  }
};

/// What a condition that holds, or does not, tells of a node that it compares.
template <class Graph>
constexpr bounds implied_by(const Graph& g, int condition, bool holds, int of, const bounds* at) {
  const word node = g.nodes[condition];
  const int x = first_of(node), y = second_of(node);
  switch (op_of(node)) {
    case op::logical_not: return implied_by(g, x, !holds, of, at);
    case op::logical_and:
    case op::logical_or:
      if ((op_of(node) == op::logical_and) != holds) return {};
      return intersection_of(implied_by(g, x, holds, of, at), implied_by(g, y, holds, of, at));
    case op::equal: {
      const int other = x == of ? y : y == of ? x : -1;
      if (other < 0) return {};
      return holds ? at[other] : bounds{.without_zero = at[other] == bounds{0, 0, false, false}};
    }
    case op::less:
    case op::less_equal: {
      if (x != of && y != of) return {};
      const bool is_strict = (op_of(node) == op::less) == holds, is_below = (x == of) == holds;
      const bounds& other = at[x == of ? y : x];
      if (is_below) return {-__builtin_inf(), other.upper, true, is_strict || other.upper_open};
      return {other.lower, __builtin_inf(), is_strict || other.lower_open, true};
    }
    default: return {};
  }
}

/// Whether a node is reached from the root by other ways than a branch of a `where`.
template <class Graph>
constexpr bool is_reached_beside(const Graph& g, int node, int where, int branch) {
  bool reached[Graph::node_count]{};
  reached[Graph::node_count - 1] = true;
  for (int i = Graph::node_count - 1; i > node; --i) {
    const word n = g.nodes[i];
    if (!reached[i]) continue;
    if (arity_of(n) > 0) reached[first_of(n)] = true;
    if (arity_of(n) > 1 && !(i == where && branch == 1)) reached[second_of(n)] = true;
    if (arity_of(n) > 2 && !(i == where && branch == 2)) reached[third_of(n)] = true;
  }
  return reached[node];
}

}  // namespace detail

/// Where an expression is finite: what `domain(e)` gives. Its text is `to_string(domain(e))`.
template <class E>
struct expression_domain {
  static constexpr auto& graph = E::graph;
  static constexpr int most = 2 * graph.node_count;

  E expression;
  detail::requirement requirements[std::size_t{most}]{};  // of the value first, operands before their users
  int count = 0;
  bool holds = true;                  ///< whether the value is finite wherever symbols lie in their intervals,
  bool holds_for_derivatives = true;  ///< and the derivatives too

  constexpr void add(const detail::requirement& r) {
    requirements[count++] = r;
    (r.of_derivative ? holds_for_derivatives : holds) &= r.is_met;
  }
};

/// What must hold of an expression's symbols for its value and its derivatives to be finite; `intervals` are what is known
/// of them: `domain(log(sigma), sigma.in(0_c)).holds`. What stands in a branch of `where` may rely on its condition.
template <class E, detail::symbol_id... Symbols>
  requires Expression<E>
constexpr auto domain(const E& e, const interval<Symbols>&... intervals) {
  using namespace detail;
  constexpr auto& g = E::graph;
  using graph_type = std::remove_cvref_t<decltype(g)>;
  expression_domain<E> result{e};
  bounds symbols[g.symbol_count + 1];
  [[maybe_unused]] const auto declare = [&](const symbol_id& symbol, const bounds& b) {
    for (int i = 0; i < g.symbol_count; ++i)
      if (g.symbols[i] == symbol) symbols[i] = b;
  };
  (declare(Symbols, {intervals.lower, intervals.upper, !intervals.closed || !is_finite(intervals.lower),
                     !intervals.closed || !is_finite(intervals.upper)}), ...);
  double numbers[parts<E>::number_count + 1]{};
  if constexpr (parts<E>::number_count != 0)
    for (int i = 0; i < parts<E>::number_count; ++i) numbers[i] = static_cast<double>(e.numbers.value[i]);
  const bounds_of_nodes<graph_type> base(g, symbols, numbers, [](int) { return bounds{}; });
  for (const bool of_derivative : {false, true})
    for (int i = 0; i < g.node_count; ++i) {
      const row_limits limits = limits_of_node(g, i);
      const bounds& wanted = of_derivative ? limits.derivative : limits.value;
      if (wanted.is_real_line() || (of_derivative && wanted == limits.value)) continue;
      const int argument = limits.argument == 0 ? first_of(g.nodes[i]) : second_of(g.nodes[i]), other = second_of(g.nodes[i]);
      const auto is_met = [&](const bounds* at) {
        return at[argument].is_within(wanted) || (wanted.is_of_pair && !at[other].has_zero());
      };
      bool met = is_met(base.at);
      if (!met) {  // by the conditions of the branches that it stands in
        int where[g.node_count]{}, branch[g.node_count]{}, count = 0;
        for (int w = i + 1; w < g.node_count; ++w)
          for (int k = 1; k <= 2 && op_of(g.nodes[w]) == op::where; ++k)
            if (!is_reached_beside(g, i, w, k)) where[count] = w, branch[count++] = k;
        const auto known = [&](int node) {
          bounds b;
          for (int k = 0; k < count; ++k)
            b = intersection_of(b, implied_by(g, first_of(g.nodes[where[k]]), branch[k] == 1, node, base.at));
          return b;
        };
        if (count != 0) met = is_met(bounds_of_nodes<graph_type>(g, symbols, numbers, known).at);
      }
      result.add({i, argument, wanted, of_derivative, met});
    }
  result.holds_for_derivatives &= result.holds;
  return result;
}

}  // namespace symdiff
