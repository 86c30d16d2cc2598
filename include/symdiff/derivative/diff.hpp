// SPDX-License-Identifier: BSL-1.0
#pragma once
// Symbolic derivatives: expressions again.
#include <symdiff/derivative/reverse.hpp>

namespace symdiff {

namespace detail {

template <class E, class By>
struct derivative_of {
  static constexpr int expected = 3 * E::graph.node_count;
  constexpr int operator()(builder& b) const {
    const int root = import(b, E::graph);
    const int wanted = b.symbol(By::graph.symbols[0]);
    reverse_sweep sweep(b);
    sweep.run(root, &wanted, 1);
    return sweep.derivative(wanted);
  }
};

template <class E, class By>
constexpr auto diff_once(const E& e) {
  return build_expression<derivative_of<E, By>>(e.numbers);
}

template <class E, class... By>
constexpr bool can_diff() {
  if constexpr (is_refused<E> || (is_refused<By> || ...)) {
    return false;
  } else if constexpr (!Expression<E>) {
    static_assert(never<E>, "diff: the first argument is no expression; give one made of parameters and inputs");
    return false;
  } else if constexpr (sizeof...(By) == 0) {
    static_assert(never<E>, "diff: name the symbol to differentiate by, as in diff(e, x)");
    return false;
  } else {
    static_assert((Symbol<By> && ...), "diff: only a parameter or an input can be differentiated by");
    return (Symbol<By> && ...);
  }
}

}  // namespace detail

/// The derivative of an expression by symbols, one after the other: `diff(e, x)`, `diff(e, x, y)`.
template <class E, class... By>
constexpr auto diff(const E& e, const By&... by) {
  if constexpr (!detail::can_diff<E, By...>())
    return detail::refused{};
  else if constexpr (sizeof...(By) == 1)
    return detail::diff_once<E, By...>(e);
  else
    return [&]<class First, class... Rest>(const First&, const Rest&... rest) {
      return diff(detail::diff_once<E, First>(e), rest...);
    }(by...);
}

/// The derivative of order `Order` by one symbol; order 0 is the expression itself.
template <int Order, class E, class By>
constexpr auto diff(const E& e, const By& by) {
  static_assert(Order >= 0, "diff: the order of a derivative cannot be negative");
  if constexpr (Order < 0)
    return detail::refused{};
  else if constexpr (Order == 0)
    return e;
  else
    return diff<Order - 1>(diff(e, by), by);
}

/// Whether two expressions have the same structure and carry the same plain numbers.
template <class A, class B>
  requires Symbolic<A> && Symbolic<B>
constexpr bool same(const A& a, const B& b) {
  if constexpr (!std::same_as<A, B>) {
    return false;
  } else if constexpr (detail::parts<A>::number_count != 0) {
    for (int i = 0; i < detail::parts<A>::number_count; ++i)
      if (!(a.numbers.value[i] == b.numbers.value[i])) return false;
    return true;
  } else {
    return true;
  }
}

}  // namespace symdiff
