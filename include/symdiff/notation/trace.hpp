// SPDX-License-Identifier: BSL-1.0
#pragma once
// One expression from a callable: it runs once, at compile time, on handles that record into a graph.
// Loops, arrays, helper functions and templates work, in compile time linear in the number of operations.
#include <utility>
#include <symdiff/notation/operators.hpp>
#include <symdiff/notation/symbols.hpp>

namespace symdiff {
namespace detail {

template <class Callable, class... E>
struct tracing {
  static constexpr int expected = 1024 + node_count_of<E...>;
  constexpr int operator()(builder& b) const {
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
      int nodes[sizeof...(E) + 1]{};
      import_all<E...>(b, nodes);
      const auto result = Callable{}(handle_of<E>(b, nodes[I])...);
      return node_of(b, result);
    }(std::make_index_sequence<sizeof...(E)>{});
  }

  template <class T>
  static constexpr auto handle_of(builder& b, int node) {
    if constexpr (Condition<T>) return traced_condition{&b, node};
    else return traced(b, node);
  }
};

template <class Callable, class... E>
constexpr bool can_be_traced() {
  static_assert(std::is_empty_v<Callable> && std::is_default_constructible_v<Callable>,
                "trace: the callable has captures or members, but it runs at compile time; pass expressions as "
                "arguments instead, trace(callable, x, w)");
  static_assert((Symbolic<E> && ...), "trace: the arguments after the callable must be symbols or expressions");
  return std::is_empty_v<Callable> && std::is_default_constructible_v<Callable> && (Symbolic<E> && ...);
}

}  // namespace detail

/// The expression that a callable computes from symbols or expressions: `trace(callable, x, w)`. The
/// callable is a lambda without captures, or an object without members, called once with handles.
template <class Callable, class... E>
constexpr auto trace(const Callable&, const E&... e) {
  if constexpr (detail::can_be_traced<Callable, E...>()) {
    return detail::make_expression<detail::built<detail::tracing<Callable, E...>>::graph>(
        detail::join_numbers(e...));
  }
}

/// The expression that a callable computes, over new parameters of these names:
/// `trace<"x", "p">([](auto x, auto p) { return sin(x) * p; })`.
template <symbol_name First, symbol_name... Rest, class Callable>
constexpr auto trace(const Callable& callable) {
  return trace(callable, parameter<First>, parameter<Rest>...);
}

}  // namespace symdiff
