// SPDX-License-Identifier: BSL-1.0
#pragma once
// The table of rows: from a row to its code and back.
#include <utility>
#include <symdiff/functions/exponential_sums.hpp>
#include <symdiff/functions/gamma_ratios.hpp>
#include <symdiff/functions/normal.hpp>
#include <symdiff/functions/plain_differences.hpp>
#include <symdiff/functions/sinc.hpp>
#include <symdiff/functions/trigonometric.hpp>
#include <symdiff/functions/verbatim.hpp>
#include <symdiff/notation/mismatch.hpp>
#include <symdiff/notation/operators.hpp>
#include <symdiff/shape/reductions.hpp>

namespace SYMDIFF_NAMESPACE::detail {

using all_rows = typename joined_lists<arithmetic, sine_and_cosine, larger_of_two, power_and_logarithm, exponential_functions, trigonometric_functions,
                                       hyperbolic_functions, special_functions, piecewise_functions,
                                       activation_functions, exponential_sums, normal_functions, gamma_ratios,
                                       cardinal_sines, plain_differences, shape_functions, verbatim_functions>::type;

template <int Index, class Row>
struct indexed_row {};
template <class, class>
struct row_index;
template <class... Rows, int... Index>
struct row_index<row_list<Rows...>, std::integer_sequence<int, Index...>> : indexed_row<Index, Rows>... {};

/// Names them for the compiler's messages.
struct all_row_names : all_rows {};
template <>
struct row_names<all_row_names> : row_names<all_rows> {};

template <class... Rows>
constexpr int size_of(row_list<Rows...>) { return sizeof...(Rows); }
inline constexpr int row_count = size_of(all_rows{});
inline constexpr int first_row = index_of(op::add);
static_assert(first_row + row_count <= first_shape_operation);

using all_indexed = row_index<all_rows, std::make_integer_sequence<int, row_count>>;

template <class Row, int Index>
constexpr int position_of(indexed_row<Index, Row>*) { return Index; }
template <int Index, class Row>
constexpr Row row_at(indexed_row<Index, Row>*);

/// The row of an operation.
template <op Operation>
using row_of = decltype(row_at<index_of(Operation) - first_row>(static_cast<all_indexed*>(nullptr)));

template <class Row>
constexpr op code_of_row() {
  if constexpr (requires { Row::code; })
    return Row::code;
  else
    return static_cast<op>(
        detail::code(first_row + position_of<Row>(static_cast<all_indexed*>(nullptr)), Row::arity, Row::commutative));
}

}  // namespace symdiff::detail
