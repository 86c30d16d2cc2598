// SPDX-License-Identifier: BSL-1.0
#pragma once
// Mixed derivatives of high orders.
#include <symdiff/derivative/diff.hpp>

namespace SYMDIFF_NAMESPACE {

namespace detail {

/// A single order is that of the only symbol.
template <class E, class... By, int... Orders>
constexpr bool can_take_orders(order_list<Orders...>) {
  if constexpr (is_refused<E> || (is_refused<By> || ...)) {
    return false;
  } else if constexpr (!Expression<E>) {
    static_assert(never<E>, "derivatives: the first argument is no expression of one number; give one made of parameters and inputs");
    return false;
  } else if constexpr (sizeof...(By) == 0) {
    static_assert(never<E>, "derivatives: name the symbols, with an order for each, as in derivatives<3, 2>(e, x, y)");
    return false;
  } else if constexpr (!(Symbol<By> && ...)) {
    static_assert(never<E>, "derivatives: only a parameter or an input can be differentiated by");
    return false;
  } else if constexpr (sizeof...(Orders) != sizeof...(By)) {
    static_assert(never<E>, "derivatives: there must be an order for each symbol, in their order, as in "
                            "derivatives<3, 2>(e, x, y)");
    return false;
  } else if constexpr (!E::graph.result.is_scalar() || !(By::graph.result.is_scalar() && ...)) {
    static_assert(never<E>, "derivatives: orders count for scalars only; take the elements of a vector or matrix, or "
                            "diff(e, w), jacobian(e, w)");
    return false;
  } else {
    static_assert(((Orders >= 0) && ...), "derivatives: the order of a derivative cannot be negative");
    static_assert(sizeof...(By) <= most_directions, "derivatives: at most eight symbols can be given orders");
    return ((Orders >= 0) && ...) && sizeof...(By) <= most_directions;
  }
}

}  // namespace detail

/// The derivative of a scalar, so many times by each of the symbols: `derivatives<3, 2>(e, x, y)` is three times by x and
/// twice by y, in any order. It is an expression like that of `diff`, but for high orders much smaller: all that it is made
/// of, up to its order, is shared.
template <int... Orders, class E, class... By>
constexpr auto derivatives(const E& e, const By&... by) {
  if constexpr (detail::can_take_orders<E, By...>(detail::order_list<Orders...>{}))
    return detail::diff_in_orders<detail::order_list<Orders...>>(e, by...);
  else
    return detail::refused{};
}

}  // namespace symdiff
