// SPDX-License-Identifier: BSL-1.0
#pragma once
// Where an expression and its derivatives are finite: what each of its parts requires of its argument, and whether
// intervals that were declared prove it. In exact arithmetic: overflow is another matter. (print/domain.hpp says it in
// words.)
#include <symdiff/functions/limits.hpp>
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

constexpr row_limits limits_of_node(const auto& g, int i) {
  const word node = g.nodes[i];
  const op o = op_of(node);
  if (arity_of(node) == 0 || is_shape_operation(o)) return {};
  if (index_of(o) >= first_user_row) {
    const row_limits* limits = g.rows[index_of(o) - first_user_row]->limits;
    return limits == nullptr ? row_limits{} : *limits;
  }
  row_limits limits = limits_of_rows<all_rows>.rows[index_of(o) - first_row];
  if (o == op::power && op_of(g.nodes[second_of(node)]) == op::constant) {
    const double exponent = g.constants[first_of(g.nodes[second_of(node)])];
    if (magnitude(exponent) < 1e15) {
      limits.value = power_fn::base_limits<bounds>(exponent, false);
      limits.derivative = power_fn::base_limits<bounds>(exponent, true);
    }
  }
  return limits;
}

// Arithmetic of intervals. Ends are moved outward by a rounding error, and never overflow.
constexpr double outward(double x, double direction) { return x == 0 || !is_finite(x) ? x : x + direction * 0x1p-52 * magnitude(x); }
constexpr double end_of_sum(double x, double y, double direction) {
  if (!is_finite(x) || !is_finite(y)) return is_finite(x) ? y : x;
  if (magnitude(x) > 1e300 || magnitude(y) > 1e300) return direction * __builtin_inf();
  return is_exact_sum(x, y) ? x + y : outward(x + y, direction);
}
constexpr bounds bounds_of_sum(const bounds& a, const bounds& b) {
  return {end_of_sum(a.lower, b.lower, -1), end_of_sum(a.upper, b.upper, 1), a.lower_open || b.lower_open,
          a.upper_open || b.upper_open};
}
constexpr bounds bounds_of_negative(const bounds& a) { return {-a.upper, -a.lower, a.upper_open, a.lower_open, a.without_zero}; }
/// The smallest interval around both.
constexpr bounds union_of(const bounds& a, const bounds& b) {
  const bool low = a.lower < b.lower || (a.lower == b.lower && !a.lower_open);
  const bool high = a.upper > b.upper || (a.upper == b.upper && !a.upper_open);
  return {low ? a.lower : b.lower, high ? a.upper : b.upper, low ? a.lower_open : b.lower_open,
          high ? a.upper_open : b.upper_open, !a.has_zero() && !b.has_zero()};
}
constexpr bounds intersection_of(const bounds& a, const bounds& b) {
  const bool low = a.lower > b.lower || (a.lower == b.lower && a.lower_open);
  const bool high = a.upper < b.upper || (a.upper == b.upper && a.upper_open);
  return {low ? a.lower : b.lower, high ? a.upper : b.upper, low ? a.lower_open : b.lower_open,
          high ? a.upper_open : b.upper_open, a.without_zero || b.without_zero};
}
constexpr bounds bounds_of_corner(double x, bool x_open, double y, bool y_open) {
  if (x == 0 || y == 0) {
    const bool open = !((x == 0 && !x_open) || (y == 0 && !y_open));
    return {0, 0, open, open};
  }
  const double size = magnitude(x), factor = magnitude(y), sign = (x < 0) == (y < 0) ? 1 : -1;
  const bool is_far = !is_finite(x) || !is_finite(y) || (size > 1 && factor > 1e300 / size);
  const double product = is_far ? sign * __builtin_inf() : x * y;
  const bool exact = is_far || is_exact_product(x, y), open = x_open || y_open;
  return {exact ? product : outward(product, -1), exact ? product : outward(product, 1), open, open};
}
constexpr bounds bounds_of_product(const bounds& a, const bounds& b) {
  const bounds low = union_of(bounds_of_corner(a.lower, a.lower_open, b.lower, b.lower_open),
                              bounds_of_corner(a.lower, a.lower_open, b.upper, b.upper_open));
  const bounds high = union_of(bounds_of_corner(a.upper, a.upper_open, b.lower, b.lower_open),
                               bounds_of_corner(a.upper, a.upper_open, b.upper, b.upper_open));
  bounds all = union_of(low, high);
  all.without_zero = !a.has_zero() && !b.has_zero();
  return all;
}
constexpr bounds bounds_of_square(const bounds& a) {
  bounds s = bounds_of_product(a, a);
  if (a.lower < 0 && a.upper > 0) s.lower = 0, s.lower_open = !a.has_zero();
  return s;
}
constexpr double reciprocal_end(double x, double infinite) {
  if (x == 0) return infinite;
  return is_finite(x) ? (magnitude(x) < 1e-300 ? infinite : 1 / x) : 0;
}
constexpr bounds bounds_of_reciprocal(const bounds& a) {
  if (a.lower < 0 && a.upper > 0) return {.without_zero = true};
  if (a.upper > 0) return {outward(reciprocal_end(a.upper, 0), -1), outward(reciprocal_end(a.lower, __builtin_inf()), 1),
                           a.upper_open || !is_finite(a.upper), a.lower_open || a.lower == 0, true};
  return bounds_of_negative(bounds_of_reciprocal(bounds_of_negative(a)));
}

/// Bounds of all nodes of a graph from those of its symbols and plain numbers.
template <class Graph>
struct bounds_of_nodes {
  bounds at[Graph::node_count];

  /// `known(i)` is what is known of node i besides.
  constexpr bounds_of_nodes(const Graph& g, const bounds* symbols, const double* numbers, const auto& known) {
    for (int i = 0; i < Graph::node_count; ++i) at[i] = intersection_of(find(g, i, symbols, numbers), known(i));
  }

 private:
  static constexpr bounds point(double x) { return {x, x, !is_finite(x), !is_finite(x)}; }

  constexpr bounds find(const Graph& g, int i, const bounds* symbols, const double* numbers) const {
    const word node = g.nodes[i];
    const op o = op_of(node);
    if (o == op::constant) return point(g.constants[first_of(node)]);
    if (o == op::number) return point(numbers[first_of(node)]);
    if (o == op::symbol) return symbols[first_of(node)];
    if (o == op::named) return point(static_cast<double>(named_constants[first_of(node)].value));
    const bounds &a = at[first_of(node)], &b = at[second_of(node)];
    switch (o) {
      case op::add: return bounds_of_sum(a, b);
      case op::subtract: return bounds_of_sum(a, bounds_of_negative(b));
      case op::multiply: return first_of(node) == second_of(node) ? bounds_of_square(a) : bounds_of_product(a, b);
      case op::divide: return bounds_of_product(a, bounds_of_reciprocal(b));
      case op::negate: return bounds_of_negative(a);
      case op::square: return bounds_of_square(a);
      case op::power: return power(g, node, a, b);
      case op::where: return union_of(b, at[third_of(node)]);
      case op::larger: return {a.lower > b.lower ? a.lower : b.lower, a.upper > b.upper ? a.upper : b.upper,
                               a.lower == b.lower ? a.lower_open || b.lower_open : a.lower > b.lower ? a.lower_open : b.lower_open,
                               a.upper == b.upper ? a.upper_open && b.upper_open : a.upper > b.upper ? a.upper_open : b.upper_open};
      case op::sample_sum:
      case op::sum:
      case op::row_sums:
      case op::column_sums:  // of at least one
        return {a.lower >= 0 ? a.lower : -__builtin_inf(), a.upper <= 0 ? a.upper : __builtin_inf(), a.lower_open, a.upper_open};
      case op::sample_mean:
      case op::maximum:
      case op::transpose:
      case op::reshape:
      case op::slice:
      case op::element:
      case op::broadcast_rows:
      case op::broadcast_columns:
      case op::fill: return a;
      case op::concatenate: return union_of(a, b);
      case op::pad: return union_of(a, point(0));
      default: return is_condition(o) || is_shape_operation(o) ? bounds{} : limits_of_node(g, i).range;
    }
  }

  static constexpr bounds power(const Graph& g, word node, const bounds& base, const bounds& exponent) {
    if (base.lower >= 0 && !base.has_zero()) return bounds::of<positive>();
    if (op_of(g.nodes[second_of(node)]) != op::constant) return {};
    const double half = 0.5 * exponent.lower;
    const bool is_even = is_whole(half);
    return is_even || base.lower >= 0 ? bounds::of<non_negative>() : bounds{};
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
