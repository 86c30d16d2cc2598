// SPDX-License-Identifier: BSL-1.0
#pragma once
// Parameters and inputs.
#include <symdiff/notation/expression.hpp>

namespace symdiff {

namespace detail {

constexpr graph<1, 0, 1> symbol_graph(const symbol_name& name, symbol_kind kind) {
  graph<1, 0, 1> g;
  g.nodes[0] = pack(op::symbol);
  g.symbols[0] = {name, kind};
  return g;
}

}  // namespace detail

/// A scalar that derivatives are taken for and that optimizers step: `constexpr auto a = parameter<"a">;`
template <symbol_name Name>
inline constexpr expression<detail::symbol_graph(Name, symbol_kind::parameter)> parameter{};

/// A scalar of data, one per call or one per sample: `constexpr auto t = input<"t">;`
template <symbol_name Name>
inline constexpr expression<detail::symbol_graph(Name, symbol_kind::input)> input{};

}  // namespace symdiff
