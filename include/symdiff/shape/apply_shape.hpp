// SPDX-License-Identifier: BSL-1.0
#pragma once
// Applies operations that change shapes.
#include <symdiff/notation/constants.hpp>
#include <symdiff/notation/operators.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// The shape of an operand; a traced one's is known only while tracing.
template <class T>
constexpr shape shape_of_operand() {
  if constexpr (is_expression<T>) return T::graph.result;
  else if constexpr (is_stack<T>) return {T::size, 0};
  else return {};
}
template <class T>
inline constexpr bool is_vector = shape_of_operand<T>().is_vector();

constexpr shape shape_of_traced(const traced& t) { return t.graph == nullptr ? shape{} : t.graph->shapes[t.node]; }

template <op Operation, class... T>
constexpr auto apply_shape(const T&... operands) {
  if constexpr (are_operands<T...>()) return apply_operation<Operation>(operands...);
  else return refused{};
}

}  // namespace symdiff::detail
