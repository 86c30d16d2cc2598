// SPDX-License-Identifier: BSL-1.0
#pragma once
// Loops that are written out at compile time.
#include <symdiff/instruction_set.hpp>
#include <utility>

namespace SYMDIFF_NAMESPACE::detail {

/// Clang refuses folds of more than 256 terms, so what is written out is written in pieces.
inline constexpr int piece = 128;

/// f(Begin, 0, 1, ..., piece - 1) as types, for Begin and what comes piece by piece after it up to End.
template <int Begin, int End, class F>
[[gnu::always_inline]] constexpr void each_piece(const F& f) {
  if constexpr (End - Begin <= piece) {
    f(std::integral_constant<int, Begin>{}, std::make_integer_sequence<int, End - Begin>{});
  } else {
    constexpr int middle = Begin + ((End - Begin + piece - 1) / piece + 1) / 2 * piece;
    each_piece<Begin, middle>(f);
    each_piece<middle, End>(f);
  }
}

/// f(0), f(1), …, f(Count - 1) without a loop, so that arrays indexed by it can live in registers.
template <int Count, class F>
[[gnu::always_inline]] constexpr void unroll(const F& f) {
  each_piece<0, Count>([&]<int First, int... I>(std::integral_constant<int, First>, std::integer_sequence<int, I...>)
                           __attribute__((always_inline)) { (f(First + I), ...); });
}

/// f<Begin>(), f<Begin + 1>(), …, f<End - 1>().
template <int Begin, int End, class F>
[[gnu::always_inline]] constexpr void each_index(const F& f) {
  each_piece<Begin, End>([&]<int First, int... I>(std::integral_constant<int, First>, std::integer_sequence<int, I...>)
                             __attribute__((always_inline)) { (f.template operator()<First + I>(), ...); });
}

}  // namespace symdiff::detail
