// SPDX-License-Identifier: BSL-1.0
#pragma once
// Applies operations to expressions, traced values and plain numbers.
#include <symdiff/notation/join.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// The code of a row of the library (functions/all.hpp).
template <class Row>
constexpr op code_of_row();

/// The node of any operand of a traced operation.
template <class T>
constexpr int node_of(builder& b, const T& operand) {
  if constexpr (std::same_as<T, traced>)
    return operand.graph == nullptr ? b.constant(operand.number) : operand.node;
  else if constexpr (std::same_as<T, traced_condition>)
    return operand.node;
  else if constexpr (is_refused<T>)
    return b.constant(0);
  else if constexpr (is_stack<T>)
    return operand.node(b);
  else if constexpr (Symbolic<T>)
    return import_exactly(b, operand);
  else
    return b.constant(static_cast<double>(operand));
}

constexpr builder* builder_of(const traced& t) { return t.graph; }
constexpr builder* builder_of(const traced_condition& t) { return t.graph; }
constexpr builder* builder_of(const auto&) { return nullptr; }

template <class T>
inline constexpr bool is_traced = std::same_as<T, traced> || std::same_as<T, traced_condition>;

/// Plain numbers meet before they meet a traced operand: only arithmetic is known to the compiler.
constexpr double apply_to_numbers(op o, double a, double b = 0, double = 0) {
  switch (o) {
    case op::add: return a + b;
    case op::subtract: return a - b;
    case op::multiply: return a * b;
    case op::divide: return a / b;
    case op::negate: return -a;
    case op::square: return a * a;
    default: throw "trace: a function or comparison of plain numbers; call it on a traced value";
  }
}

constexpr double number_in(const traced& t) { return t.number; }
constexpr double number_in(const auto& number) { return static_cast<double>(number); }

/// The graph that operands are traced into; null where all are plain numbers.
template <class... T>
constexpr builder* common_builder(const T&... operands) {
  builder* b = nullptr;
  ((b = b == nullptr ? builder_of(operands) : b), ...);
  if constexpr (!((std::same_as<T, traced> || Number<T>) && ...))
    if (b == nullptr) throw "trace: a plain number meets an expression; let it meet a traced value first";
  return b;
}

template <op Operation, class... T>
constexpr auto trace_operation(const T&... operands) {
  builder* const b = common_builder(operands...);
  if constexpr (is_condition(Operation)) {
    if (b == nullptr) throw "trace: a comparison of plain numbers; compare with a traced value";
    return traced_condition{b, b->apply(Operation, node_of(*b, operands)...)};
  } else {
    if constexpr (((std::same_as<T, traced> || Number<T>) && ...))
      if (b == nullptr) return traced(apply_to_numbers(Operation, number_in(operands)...));
    return traced(*b, b->apply(Operation, node_of(*b, operands)...));
  }
}

template <class T>
inline constexpr bool is_operand = Expression<T> || std::same_as<T, traced> || Number<T> || is_stack<T>;

template <class T>
constexpr bool require_operand() {
  static_assert(!Condition<T>, "symdiff: a condition is no number; choose between values with where(condition, a, b)");
  static_assert(Symbolic<T> || Number<T>, "symdiff: an operand is no number; give an expression or an arithmetic type");
  return is_operand<T>;
}

/// Whether operands are numbers. Only a mistake instantiates the checks.
template <class... T>
constexpr bool are_operands() {
  if constexpr ((is_operand<T> && ...)) return true;
  else if constexpr ((is_refused<T> || ...)) return false;
  else return (require_operand<T>() && ...);
}

/// Applies an operation to expressions, traced values and plain numbers.
template <op Operation, class... T>
constexpr auto apply_operation(const T&... operands) {
  if constexpr ((is_traced<T> || ...))
    return trace_operation<Operation>(operands...);
  else
    return join_expressions<Operation>(as_expression(operands)...);
}

/// Applies a row to operands that must be numbers.
template <class Row, class... T>
constexpr auto apply(const T&... operands) {
  if constexpr (are_operands<T...>()) return apply_operation<code_of_row<Row>()>(operands...);
  else return refused{};
}

}  // namespace symdiff::detail
