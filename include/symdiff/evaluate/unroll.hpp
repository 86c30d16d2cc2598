// SPDX-License-Identifier: BSL-1.0
#pragma once
// Loops that are written out at compile time.
#include <symdiff/instruction_set.hpp>
#include <utility>

namespace SYMDIFF_NAMESPACE::detail {

/// Folds longer than 256 terms are refused by clang, so a program runs in pieces.
inline constexpr int piece = 128;
constexpr int pieces_of(int count) { return (count + piece - 1) / piece; }
constexpr int piece_size(int count, int index) { return count - index * piece < piece ? count - index * piece : piece; }

/// f(0), f(1), …, f(Count - 1) without a loop, so that arrays indexed by it can live in registers.
template <int Count, class F>
[[gnu::always_inline]] constexpr void unroll(const F& f) {
  const auto run_piece = [&]<int... I>(int first, std::integer_sequence<int, I...>) __attribute__((always_inline)) {
    (f(first + I), ...);
  };
  [&]<int... Piece>(std::integer_sequence<int, Piece...>) __attribute__((always_inline)) {
    (run_piece(Piece * piece, std::make_integer_sequence<int, piece_size(Count, Piece)>{}), ...);
  }(std::make_integer_sequence<int, pieces_of(Count)>{});
}

}  // namespace symdiff::detail
