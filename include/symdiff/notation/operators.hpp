// SPDX-License-Identifier: BSL-1.0
#pragma once
// Operators between expressions, traced values and plain numbers.
#include <symdiff/functions/arithmetic.hpp>

namespace SYMDIFF_NAMESPACE {

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
  else return detail::refused{};
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
  static_assert((Condition<T> && ...) || (is_refused<T> || ...),
                "symdiff: '!', '&&' and '||' join conditions; write comparisons such as x < y on both sides");
  return (Condition<T> && ...);
}
}  // namespace detail

template <Symbolic P>
constexpr auto operator!(const P& p) {
  if constexpr (detail::are_conditions<P>()) return detail::apply_operation<detail::op::logical_not>(p);
  else return detail::refused{};
}

template <class P, class Q>
  requires Symbolic<P> || Symbolic<Q>
constexpr auto operator&&(const P& p, const Q& q) {
  if constexpr (detail::are_conditions<P, Q>()) return detail::apply_operation<detail::op::logical_and>(p, q);
  else return detail::refused{};
}

template <class P, class Q>
  requires Symbolic<P> || Symbolic<Q>
constexpr auto operator||(const P& p, const Q& q) {
  if constexpr (detail::are_conditions<P, Q>()) return detail::apply_operation<detail::op::logical_or>(p, q);
  else return detail::refused{};
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

namespace detail {
/// The left is an expression, or a number that would have to become one.
template <class A, class B>
concept Unchangeable = is_expression<std::remove_cvref_t<A>> || (std::is_arithmetic_v<A> && Symbolic<B>);

template <class A>
constexpr A& refuse_change(A& a) {
  static_assert(never<A>, "symdiff: an expression cannot be changed in place, nor a number become one; make a new one, as "
                          "in auto next = e + x, or use trace, where auto sum = 0 * x; sum += x; works");
  return a;
}
}  // namespace detail

template <class A, class B>
  requires detail::Unchangeable<A, B>
constexpr A& operator+=(A& a, const B&) { return detail::refuse_change(a); }
template <class A, class B>
  requires detail::Unchangeable<A, B>
constexpr A& operator-=(A& a, const B&) { return detail::refuse_change(a); }
template <class A, class B>
  requires detail::Unchangeable<A, B>
constexpr A& operator*=(A& a, const B&) { return detail::refuse_change(a); }
template <class A, class B>
  requires detail::Unchangeable<A, B>
constexpr A& operator/=(A& a, const B&) { return detail::refuse_change(a); }

}  // namespace symdiff
