// SPDX-License-Identifier: BSL-1.0
#pragma once
// Expressions in the place of symbols, and exact constants in the place of plain numbers.
#include <symdiff/notation/operators.hpp>

namespace SYMDIFF_NAMESPACE {
namespace detail {

/// The types of expressions; the first is the one that symbols are replaced in.
template <class Bindings, class E, class... Values>
struct substitution;
template <class... Bindings, class E, class... Values>
struct substitution<void(Bindings...), E, Values...> {
  static constexpr int expected = node_count_of<E, Values...>;
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
  static constexpr int expected = E.graph.node_count;
  constexpr int operator()(builder& b) const { return import_exactly(b, E); }
};

template <class Value>
inline constexpr shape shape_replaced_by{};
template <class Value>
  requires is_expression<Value>
inline constexpr shape shape_replaced_by<Value> = Value::graph.result;
template <class Value>
  requires is_stack<Value>
inline constexpr shape shape_replaced_by<Value>{Value::size, 0};

/// Whether a symbol stands on the left of only one of the bindings.
template <class Binding, class... Bindings>
inline constexpr bool stands_once = (int{Binding::symbol == Bindings::symbol} + ...) == 1;

template <class Graph>
constexpr bool has_symbol(const Graph& g, const symbol_id& symbol) {
  for (int i = 0; i < Graph::symbol_count; ++i)
    if (g.symbols[i] == symbol) return true;
  return false;
}
/// Whether an expression is differentiated by a symbol in a formal derivative (graph/formal_derivatives.hpp), or by any.
template <class Graph>
constexpr bool is_derived_by(const Graph& g, const symbol_id& symbol, bool by_any = false) {
  for (const word node : g.nodes)
    if (op_of(node) == op::derivative && (by_any || g.symbols[first_of(g.nodes[third_of(node)])] == symbol)) return true;
  return false;
}
/// What stands for a symbol must not bring others under a formal derivative, nor end what it is taken by.
template <class E, class Binding>
constexpr bool goes_under_derivatives() {
  using value = typename Binding::value_type;
  if constexpr (!has_symbol(E::graph, Binding::symbol) || !is_derived_by(E::graph, Binding::symbol, true)) return true;
  else if constexpr (Symbol<value>) return !has_symbol(E::graph, value::graph.symbols[0]);
  else if constexpr (is_expression<value>) return value::graph.symbol_count == 0 && !is_derived_by(E::graph, Binding::symbol);
  else return Number<value> && !is_derived_by(E::graph, Binding::symbol);
}

template <class E, class... Bindings>
constexpr bool can_substitute() {
  if constexpr (is_refused<E> || (is_refused<Bindings> || ...)) {
    return false;
  } else if constexpr (!is_expression<E>) {
    static_assert(never<E>, "substitute: the first argument is no expression; give one made of parameters and inputs");
    return false;
  } else if constexpr (!(requires { Bindings::symbol; } && ...)) {
    static_assert(never<E>, "substitute: an argument names no symbol; write symbols and what stands for them, as in "
                            "substitute(e, a = b * b)");
    return false;
  } else if constexpr (!((Expression<typename Bindings::value_type> || Number<typename Bindings::value_type> ||
                         is_stack<typename Bindings::value_type>) && ...)) {
    static_assert(never<E>, "substitute: only an expression or a number can stand for a symbol");
    return false;
  } else if constexpr (!((Bindings::symbol.dimensions == shape_replaced_by<typename Bindings::value_type>) && ...)) {
    static_assert(never<E>, "substitute: a vector or matrix is given an expression of another shape, or a scalar a vector or "
                            "matrix; what stands for a symbol must have its shape");
    return false;
  } else if constexpr (!(goes_under_derivatives<E, Bindings>() && ...)) {
    static_assert(never<E>, "substitute: the expression holds a derivative of high order, under which only another symbol may stand "
                            "for a symbol; substitute first, then differentiate");
    return false;
  } else {
    static_assert((stands_once<Bindings, Bindings...> && ...),
                  "substitute: a symbol is given two replacements; leave one out, or substitute twice");
    return (stands_once<Bindings, Bindings...> && ...);
  }
}

}  // namespace detail

/// The expression with others in the place of symbols, all at once: `substitute(e, a = b * b, x = 2.0)`.
template <class E, class... Bindings>
constexpr auto substitute(const E& e, const Bindings&... bindings) {
  if constexpr (detail::can_substitute<E, Bindings...>())
    return [&](const auto&... values) {
      using build = detail::substitution<void(Bindings...), E, std::remove_cvref_t<decltype(values)>...>;
      return detail::build_expression<build>(detail::join_numbers(e, values...));
    }(detail::as_expression(bindings.value)...);
  else
    return detail::refused{};
}

/// A constexpr expression with its plain numbers made exact constants, so that identities see them:
/// `constexpr auto loss = 0.5 * x; exact<loss>` is `0.5_c * x`.
template <auto E>
  requires(detail::is_expression<std::remove_cv_t<decltype(E)>>)
inline constexpr auto exact = detail::build_expression<detail::exactly<E>>(detail::numbers<>{});

}  // namespace symdiff
