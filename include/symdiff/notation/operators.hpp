// SPDX-License-Identifier: BSL-1.0
#pragma once
// Operators between expressions, traced values and plain numbers.
#include <symdiff/functions/arithmetic.hpp>

namespace symdiff {

template <class A, class B>
  requires Symbolic<A> || Symbolic<B>
constexpr auto operator+(const A& a, const B& b) { return detail::apply<add_fn>(a, b); }

template <class A, class B>
  requires Symbolic<A> || Symbolic<B>
constexpr auto operator-(const A& a, const B& b) { return detail::apply<subtract_fn>(a, b); }

template <class A, class B>
  requires Symbolic<A> || Symbolic<B>
constexpr auto operator*(const A& a, const B& b) { return detail::apply<multiply_fn>(a, b); }

template <class A, class B>
  requires Symbolic<A> || Symbolic<B>
constexpr auto operator/(const A& a, const B& b) { return detail::apply<divide_fn>(a, b); }

template <Symbolic A>
constexpr auto operator-(const A& a) { return detail::apply<negate_fn>(a); }

template <Symbolic A>
constexpr auto operator+(const A& a) {
  if constexpr (detail::are_operands<A>()) return a;
}

template <class A, class B>
  requires Symbolic<A> || Symbolic<B>
constexpr auto operator<(const A& a, const B& b) { return detail::apply<less_fn>(a, b); }

template <class A, class B>
  requires Symbolic<A> || Symbolic<B>
constexpr auto operator<=(const A& a, const B& b) { return detail::apply<less_equal_fn>(a, b); }

template <class A, class B>
  requires Symbolic<A> || Symbolic<B>
constexpr auto operator>(const A& a, const B& b) { return b < a; }

template <class A, class B>
  requires Symbolic<A> || Symbolic<B>
constexpr auto operator>=(const A& a, const B& b) { return b <= a; }

template <class A, class B>
  requires Symbolic<A> || Symbolic<B>
constexpr auto operator==(const A& a, const B& b) { return detail::apply<equal_fn>(a, b); }

template <class A, class B>
  requires Symbolic<A> || Symbolic<B>
constexpr auto operator!=(const A& a, const B& b) { return !(a == b); }

namespace detail {
template <class... T>
constexpr bool are_conditions() {
  static_assert((Condition<T> && ...),
                "symdiff: '!', '&&' and '||' join conditions; write comparisons such as x < y on both sides");
  return (Condition<T> && ...);
}
}  // namespace detail

template <Symbolic P>
constexpr auto operator!(const P& p) {
  if constexpr (detail::are_conditions<P>()) return detail::apply_operation<detail::op::logical_not>(p);
}

template <class P, class Q>
  requires Symbolic<P> || Symbolic<Q>
constexpr auto operator&&(const P& p, const Q& q) {
  if constexpr (detail::are_conditions<P, Q>()) return detail::apply_operation<detail::op::logical_and>(p, q);
}

template <class P, class Q>
  requires Symbolic<P> || Symbolic<Q>
constexpr auto operator||(const P& p, const Q& q) {
  if constexpr (detail::are_conditions<P, Q>()) return detail::apply_operation<detail::op::logical_or>(p, q);
}

// While tracing, a variable may change in place; an expression may not, since its type is its graph.
template <class B>
constexpr traced& operator+=(traced& a, const B& b) { return a = a + b; }
template <class B>
constexpr traced& operator-=(traced& a, const B& b) { return a = a - b; }
template <class B>
constexpr traced& operator*=(traced& a, const B& b) { return a = a * b; }
template <class B>
constexpr traced& operator/=(traced& a, const B& b) { return a = a / b; }

}  // namespace symdiff
