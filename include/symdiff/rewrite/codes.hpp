// SPDX-License-Identifier: BSL-1.0
#pragma once
// The codes of functions that rewrites and derivatives know by name.
#include <symdiff/functions/all.hpp>

namespace SYMDIFF_NAMESPACE::detail {

inline constexpr op exp_code = code_of_row<exp_fn>(), log_code = code_of_row<log_fn>(),
                    log1p_code = code_of_row<log1p_fn>(), sqrt_code = op::square_root,
                    sigmoid_code = code_of_row<sigmoid_fn>(), softplus_code = code_of_row<softplus_fn>(),
                    held_code = code_of_row<held_fn>(), verbatim_code = code_of_row<verbatim_fn>(), abs_code = code_of_row<abs_fn>(),
                    sign_code = code_of_row<sign_fn>(), cbrt_code = code_of_row<cbrt_fn>(), norm_code = code_of_row<norm_fn>(),
                    hypot_code = code_of_row<hypot_fn>(), xlogy_code = code_of_row<xlogy_fn>(),
                    continued_code = code_of_row<continued_fn>();
static_assert(sqrt_code == code_of_row<sqrt_fn>());

/// A set of operations by index.
struct operation_set {
  word bits[4]{};
  constexpr explicit operation_set(auto... o) { ((bits[index_of(o) / 64] |= word{1} << index_of(o) % 64), ...); }
  constexpr bool has(word node) const { return (bits[(node & 255) >> 6] >> (node & 63) & 1) != 0; }
};

}  // namespace symdiff::detail
