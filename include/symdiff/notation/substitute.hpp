// SPDX-License-Identifier: BSL-1.0
#pragma once
// Expressions in the place of symbols, and exact constants in the place of plain numbers.
#include <symdiff/notation/operators.hpp>

namespace symdiff {
namespace detail {

/// Builds a graph again, with identities, where `leaf` gives some leaves another node (or -1).
template <class Graph, class Leaf>
constexpr int rebuild(builder& b, const Graph& g, const Leaf& leaf) {
  int moved[Graph::node_count]{};
  for (int i = 0; i < Graph::node_count; ++i) {
    const word node = g.nodes[i];
    op o = op_of(node);
    if (arity_of(o) != 0) {
      if (index_of(o) >= first_user_row) o = b.user_operation(g.rows[index_of(o) - first_user_row], o);
      moved[i] = b.apply(o, moved[first_of(node)], moved[second_of(node)], moved[third_of(node)]);
    } else if (const int other = leaf(node); other >= 0) {
      moved[i] = other;
    } else if (o == op::constant) {
      moved[i] = b.constant(g.constants[first_of(node)]);
    } else if (o == op::symbol) {
      moved[i] = b.symbol(g.symbols[first_of(node)]);
    } else {
      moved[i] = b.leaf(o, first_of(node));
    }
  }
  return moved[Graph::node_count - 1];
}

/// The types of expressions; the first is the one that symbols are replaced in.
template <class Bindings, class E, class... Values>
struct substitution;
template <class... Bindings, class E, class... Values>
struct substitution<void(Bindings...), E, Values...> {
  constexpr int operator()(builder& b) const {
    int replacements[sizeof...(Values) + 1]{};
    int offset = parts<E>::number_count, k = 0;
    ((replacements[k++] = import(b, parts<Values>::graph, offset), offset += parts<Values>::number_count), ...);
    return rebuild(b, E::graph, [&](word node) {
      int found = -1, i = 0;
      if (op_of(node) == op::symbol)
        ((Bindings::symbol == E::graph.symbols[first_of(node)] ? found = replacements[i] : 0, ++i), ...);
      return found;
    });
  }
};

template <auto E>
struct exactly {
  constexpr int operator()(builder& b) const {
    return rebuild(b, E.graph, [&](word node) {
      if constexpr (requires { E.numbers.value; })
        if (op_of(node) == op::number) return b.constant(static_cast<double>(E.numbers.value[first_of(node)]));
      return -1;
    });
  }
};

}  // namespace detail

/// The expression with others in the place of symbols, all at once: `substitute(e, a = b * b, x = 2.0)`.
template <class E, class... Bindings>
  requires(detail::is_expression<E>)
constexpr auto substitute(const E& e, const Bindings&... bindings) {
  static_assert((requires { Bindings::symbol; } && ...),
                "substitute: name symbols and what stands for them, as in substitute(e, a = b * b)");
  if constexpr ((requires { Bindings::symbol; } && ...)) {
    static_assert(((Symbolic<typename Bindings::value_type> || Number<typename Bindings::value_type>) && ...),
                  "substitute: only an expression or a number can stand for a scalar symbol");
    return [&](const auto&... values) {
      using build = detail::substitution<void(Bindings...), E, std::remove_cvref_t<decltype(values)>...>;
      return detail::make_expression<detail::built<build>::graph>(detail::join_numbers(e, values...));
    }(detail::as_expression(bindings.value)...);
  }
}

/// A constexpr expression with its plain numbers made exact constants, so that identities see them:
/// `constexpr auto loss = 0.5 * x; exact<loss>` is `0.5_c * x`.
template <auto E>
  requires(detail::is_expression<std::remove_cv_t<decltype(E)>>)
inline constexpr auto exact = detail::make_expression<detail::built<detail::exactly<E>>::graph>(detail::numbers<>{});

}  // namespace symdiff
