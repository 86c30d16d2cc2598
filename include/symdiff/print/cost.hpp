// SPDX-License-Identifier: BSL-1.0
#pragma once
// What an evaluation costs, in operations: `cost(e)` and `gradient_cost(e)`.
#include <symdiff/derivative/gradient.hpp>

namespace SYMDIFF_NAMESPACE {

/// Operations of one evaluation, for one sample where there are samples.
struct operation_counts {
  int additions = 0;        ///< and subtractions
  int multiplications = 0;  ///< squares, and integer powers as the products they are evaluated by
  int divisions = 0;
  int function_calls = 0;   ///< all other functions, from sqrt and abs to a user's own, and other powers
  int nodes = 0;            ///< constants, symbols (of vectors and matrices each number that is read) and operations; negations, comparisons and choices too

  constexpr bool operator==(const operation_counts&) const = default;
};

namespace detail {

constexpr operation_counts count_operations(const auto& program) {
  operation_counts n;
  for (int i = 0; i < program.code_count; ++i) {
    const op o = op_of(program.code[i]);
    n.additions += o == op::add || o == op::subtract;
    n.multiplications += o == op::multiply || o == op::square;
    n.divisions += o == op::divide;
    n.function_calls += o == op::power || index_of(o) > index_of(op::sample_sum);
  }
  for (int i = 0; i < program.reduction_count; ++i) {
    ++n.additions;
    n.divisions += program.sums[i] < 0;  // a mean
  }
  for (int i = 0; i < program.symbol_count; ++i)
    n.nodes += program.symbols[i].dimensions.is_scalar();  // the numbers of others are counted each
  n.nodes += program.constant_count + program.named_count + program.number_count + program.component_count +
             program.code_count + program.reduction_count;
  return n;
}

}  // namespace detail

/// What `evaluate(e, …)` computes: each shared subexpression once. A sum or mean over samples counts what
/// a pass does for one sample, and the addition and division of the sum itself. Vectors and matrices count as the
/// operations on their numbers, of which there may be 10,000.
template <class E>
constexpr operation_counts cost(const E&) {
  static_assert(Expression<E>, "cost: the argument is no expression with a number as its value");
  if constexpr (Expression<E>) return detail::count_operations(detail::written_out<detail::value_source<E>>::program);
}

/// What `value_and_gradient(e, …)` computes, for all parameters of the expression.
template <class E>
constexpr operation_counts gradient_cost(const E&) {
  static_assert(Expression<E>, "gradient_cost: the argument is no expression with a number as its value");
  if constexpr (detail::is_single_number<E>())
    return detail::count_operations(
        detail::written_out<detail::gradient_source<E, typename detail::parameters_of<E>::type>>::program);
}

}  // namespace symdiff
