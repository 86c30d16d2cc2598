// SPDX-License-Identifier: BSL-1.0
#pragma once
// Expressions: empty values (but for the plain numbers they carry) whose type holds a graph.
#include <concepts>
#include <limits>
#include <type_traits>
#include <symdiff/graph/canonical.hpp>
#include <symdiff/notation/traced.hpp>

namespace SYMDIFF_NAMESPACE {

namespace detail {

/// The plain numbers of an expression, by value.
template <class Number = double, int Count = 0>
struct numbers {
  Number value[std::size_t{Count}];
};
template <class Number>
struct numbers<Number, 0> {};

template <class>
inline constexpr int count_of = 0;
template <class Number, int Count>
inline constexpr int count_of<numbers<Number, Count>> = Count;

}  // namespace detail

/// A symbol and what stands for it: `x = 3.0`. Containers that outlive the statement are held by
/// reference, everything else by value.
template <detail::symbol_id Symbol, class Value>
struct binding {
  static constexpr detail::symbol_id symbol = Symbol;
  using value_type = Value;
  Value value;
};

/// Between which numbers a symbol's values lie: `x.in(0_c, 1_c)`. The ends belong to it if `closed`.
template <detail::symbol_id Symbol>
struct interval {
  double lower, upper;
  bool closed;
};

namespace detail {
/// The value of an exact constant or a plain number.
template <class Bound>
constexpr double bound_of(const Bound& bound) {
  if constexpr (std::is_arithmetic_v<Bound>) return static_cast<double>(bound);
  else return Bound::graph.constants[0];
}
}  // namespace detail

/// An expression: its type is its graph, its members are the plain numbers written into it.
template <auto Graph, class Numbers = detail::numbers<>>
struct expression {
  static constexpr auto& graph = Graph;

  Numbers numbers{};

  static constexpr bool is_symbol =
      Graph.node_count == 1 && detail::op_of(Graph.nodes[0]) == detail::op::symbol;

  /// Binds a symbol: `evaluate(e, x = 3.0)`, `substitute(e, x = y * y)`, `parameters p{x = 0.1}`.
  template <class Value>
  [[nodiscard("x = ... binds a value where it is an argument, as in evaluate(e, x = 3.0)")]]
  constexpr auto operator=(Value&& value) const {  // NOLINT: binding, not assignment
    static_assert(is_symbol, "symdiff: only a symbol can be given a value, but the left of '=' is a larger expression; "
                             "to change an expression, make a new one, as in auto next = e + x");
    if constexpr (!is_symbol)
      return detail::refused{};
    else if constexpr (std::is_lvalue_reference_v<Value> && requires { value.data(); })
      return binding<Graph.symbols[0], Value>{value};
    else if constexpr (std::is_array_v<std::remove_reference_t<Value>>)
      return binding<Graph.symbols[0], Value>{value};
    else
      return binding<Graph.symbols[0], std::remove_cvref_t<Value>>{static_cast<Value&&>(value)};
  }

  /// What is known of a symbol's values, for `domain(e, …)`: `x.in(0_c)` is x > 0, `x.in(0_c, 1_c)` 0 < x < 1.
  template <class Lower, class Upper = double>
  constexpr auto in(const Lower& lower, const Upper& upper = __builtin_inf()) const {
    return interval_of<false>(lower, upper);
  }
  /// The same with its ends: `x.in_closed(0_c, 1_c)` is 0 <= x <= 1.
  template <class Lower, class Upper = double>
  constexpr auto in_closed(const Lower& lower, const Upper& upper = __builtin_inf()) const {
    return interval_of<true>(lower, upper);
  }

  /// The value: `e(x = 3.0)` is `evaluate(e, x = 3.0)`.
  template <class... Bindings>
  constexpr auto operator()(const Bindings&... bindings) const {
    return evaluate(*this, bindings...);
  }

  template <class Bool>
    requires std::same_as<Bool, bool>
  constexpr explicit operator Bool() const {
    static_assert(!std::same_as<Bool, bool>,
                  "symdiff: an expression is neither true nor false; choose between values with where(condition, a, b), "
                  "compare structures with same(e1, e2)");
    return true;
  }

 private:
  template <bool Closed, class Lower, class Upper>
  static constexpr auto interval_of(const Lower& lower, const Upper& upper) {
    static_assert(is_symbol, "symdiff: only a symbol can be declared to lie in an interval");
    if constexpr (is_symbol) return interval<Graph.symbols[0]>{detail::bound_of(lower), detail::bound_of(upper), Closed};
    else return detail::refused{};
  }
};

namespace detail {

template <class>
inline constexpr bool is_expression = false;
template <auto Graph, class Numbers>
inline constexpr bool is_expression<expression<Graph, Numbers>> = true;

/// Whether a type is stack(...) of expressions (shape/stack.hpp).
template <class>
inline constexpr bool is_stack = false;

template <class E>
constexpr op root_op = op_of(E::graph.nodes[E::graph.node_count - 1]);

template <class T>
constexpr bool is_condition_type() {
  if constexpr (is_expression<T>)
    return is_condition(root_op<T>);
  else
    return std::same_as<T, traced_condition>;
}

}  // namespace detail

/// A comparison, or comparisons joined by `&&`, `||`, `!`.
template <class T>
concept Condition = detail::is_condition_type<std::remove_cvref_t<T>>();

/// An expression with a number as its value.
template <class T>
concept Expression = detail::is_expression<std::remove_cvref_t<T>> && !Condition<T>;

/// Parameters and inputs.
template <class T>
concept Symbol = Expression<T> && std::remove_cvref_t<T>::is_symbol;

/// What operators and functions of this library are about: at least one operand is symbolic.
template <class T>
concept Symbolic = detail::is_expression<std::remove_cvref_t<T>> ||
                   std::same_as<std::remove_cvref_t<T>, traced> ||
                   std::same_as<std::remove_cvref_t<T>, traced_condition> || detail::is_stack<std::remove_cvref_t<T>> ||
                   detail::is_refused<T>;

/// A plain number: arithmetic types and any type with numeric limits, as multi-precision numbers have.
template <class T>
concept Number = !std::is_array_v<std::remove_cvref_t<T>> && !std::is_function_v<std::remove_cvref_t<T>> &&
                 std::numeric_limits<std::remove_cvref_t<T>>::is_specialized;

}  // namespace symdiff
