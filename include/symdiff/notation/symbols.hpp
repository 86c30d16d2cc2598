// SPDX-License-Identifier: BSL-1.0
#pragma once
// Parameters and inputs.
#include <symdiff/notation/expression.hpp>

namespace SYMDIFF_NAMESPACE {

namespace detail {

constexpr graph<1, 0, 1> symbol_graph(symbol_id symbol) {  // by value: g++ tells a copy of a const symbol from the symbol
  graph<1, 0, 1> g;
  g.nodes[0] = pack(op::symbol);
  g.symbols[0] = symbol;
  g.result = symbol.dimensions;
  return g;
}

template <int... Sizes>
constexpr shape dimensions_of() {
  static_assert(sizeof...(Sizes) <= 2, "symdiff: a symbol is a scalar, a vector or a matrix; give at most two sizes, as in "
                                       "parameter<\"W\", 30, 784>");
  static_assert(((Sizes > 0) && ...), "symdiff: a size of a symbol must be at least 1");
  constexpr int sizes[]{Sizes..., 0, 0};
  return {sizes[0], sizes[1]};
}

}  // namespace detail

/// What derivatives are taken for and optimizers step: a scalar `parameter<"a">`, a vector of 784 numbers
/// `parameter<"w", 784>`, or a matrix of 30 rows and 784 columns, row-major, `parameter<"W", 30, 784>`.
template <symbol_name Name, int... Sizes>
inline constexpr expression<detail::symbol_graph({Name, symbol_kind::parameter, detail::dimensions_of<Sizes...>()})> parameter{};

/// Data, one value per call or one per sample: a scalar `input<"t">`, a vector `input<"x", 784>`, a matrix.
template <symbol_name Name, int... Sizes>
inline constexpr expression<detail::symbol_graph({Name, symbol_kind::input, detail::dimensions_of<Sizes...>()})> input{};

}  // namespace symdiff
