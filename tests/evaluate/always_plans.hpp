// SPDX-License-Identifier: BSL-1.0
#pragma once
// Vectors and matrices run in plans of loops, however small: to be included before an expression is evaluated.
#include <symdiff/graph/program.hpp>

template <int Roots>
inline constexpr long long symdiff::detail::most_unrolled<Roots, void> = 0;
