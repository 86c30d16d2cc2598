// SPDX-License-Identifier: BSL-1.0
#pragma once
// One expression from a callable: it runs once, at compile time, on handles that record into a graph.
// Loops, arrays, helper functions and templates work, in compile time linear in the number of operations.
#include <utility>
#include <symdiff/notation/operators.hpp>
#include <symdiff/notation/symbols.hpp>

namespace SYMDIFF_NAMESPACE {
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

template <class E>
using handle_for = std::conditional_t<Condition<E>, traced_condition, traced>;

template <class Result>
constexpr bool is_traced_result() {
  static_assert(!std::is_void_v<Result>, "trace: the callable returns nothing; return the traced result");
  static_assert(std::is_void_v<Result> || Symbolic<Result> || Number<Result>,
                "trace: the callable returns something else than a number; return one traced value, and use stack(...) "
                "for several expressions");
  return (Symbolic<Result> || Number<Result>) && !is_refused<Result>;
}

template <class Callable, class... E>
constexpr bool can_be_traced() {
  if constexpr ((is_refused<E> || ... || is_refused<Callable>)) {
    return false;
  } else if constexpr (!std::is_empty_v<Callable> || !std::is_default_constructible_v<Callable>) {
    static_assert(never<Callable>, "trace: the callable is no lambda without captures, but it runs at compile time; pass "
                                   "expressions as arguments instead, trace(callable, x, w)");
    return false;
  } else if constexpr (sizeof...(E) == 0) {
    static_assert(never<Callable>, "trace: there is nothing to call the callable with; name parameters or pass expressions, "
                                   "as in trace<\"x\">(callable) or trace(callable, x)");
    return false;
  } else if constexpr (!(Symbolic<E> && ...)) {
    static_assert(never<Callable>, "trace: an argument after the callable is no symbol or expression; write numbers into the "
                                   "callable");
    return false;
  } else if constexpr (!requires(handle_for<E>... handles) { Callable{}(handles...); }) {
    static_assert(never<Callable>, "trace: the callable takes another number of arguments than there are names or "
                                   "expressions, or not by 'auto'");
    return false;
  } else {
    return is_traced_result<std::remove_cvref_t<decltype(Callable{}(std::declval<handle_for<E>>()...))>>();
  }
}

}  // namespace detail

/// The expression that a callable computes from symbols or expressions: `trace(callable, x, w)`. The
/// callable is a lambda without captures, or an object without members, called once with handles.
template <class Callable, class... E>
constexpr auto trace(const Callable& callable, const E&... e) {
  if constexpr ((detail::is_stack<E> || ...)) {
    return trace(callable, detail::as_expression(e)...);
  } else if constexpr (detail::can_be_traced<Callable, E...>()) {
    return detail::build_expression<detail::tracing<Callable, E...>>(detail::join_numbers(e...));
  } else {
    return detail::refused{};
  }
}

/// The expression that a callable computes, over new parameters of these names:
/// `trace<"x", "p">([](auto x, auto p) { return sin(x) * p; })`.
template <symbol_name First, symbol_name... Rest, class Callable>
constexpr auto trace(const Callable& callable) {
  return trace(callable, parameter<First>, parameter<Rest>...);
}

}  // namespace symdiff
