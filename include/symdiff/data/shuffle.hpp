// SPDX-License-Identifier: BSL-1.0
#pragma once
// Random orders that are the same on every platform, which those of <random> and std::shuffle are not.
#include <symdiff/hide_macros.inc>
#include <cstddef>
#include <cstdint>
#include <symdiff/instruction_set.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// SplitMix64 (G. L. Steele, D. Lea and C. H. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014):
/// a Weyl sequence, each term scrambled.
struct split_mix {
  std::uint64_t state;

  static constexpr std::uint64_t scramble(std::uint64_t x) {
    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9U;
    x = (x ^ x >> 27) * 0x94d049bb133111ebU;
    return x ^ x >> 31;
  }
  constexpr std::uint64_t next() { return scramble(state += 0x9e3779b97f4a7c15U); }

  /// A whole number below `bound`, each with the same probability (D. Lemire, "Fast Random Integer Generation in an
  /// Interval", ACM Transactions on Modeling and Computer Simulation 29, 2019): the upper half of a product of 32 random
  /// bits and the bound, where the first 2^32 mod bound of the lower halves are rejected. It takes no division but for
  /// one draw in 2^32 / bound; with two to a draw an epoch of batches of 16 took 1.3 times as long.
  constexpr std::uint64_t below(std::uint64_t bound) {
    if (bound >> 32 != 0) {  // 2^64 mod bound of all draws are rejected
      std::uint64_t draw = next();
      while (draw < (0 - bound) % bound) draw = next();
      return draw % bound;
    }
    std::uint64_t product = (next() >> 32) * bound;
    if ((product & 0xffffffffU) < bound) {
      const std::uint64_t rejected = (std::uint64_t{1} << 32) % bound;
      while ((product & 0xffffffffU) < rejected) product = (next() >> 32) * bound;
    }
    return product >> 32;
  }
};

/// Writes a random order of 0, 1, ..., count - 1 (R. Durstenfeld, "Algorithm 235", CACM 7, 1964). It depends on the
/// seed and the epoch alone, so a run that stopped can go on at any epoch without the orders before.
constexpr void shuffled(std::size_t* order, std::size_t count, std::uint64_t seed, std::uint64_t epoch) {
  split_mix generator{split_mix{seed}.next()};
  generator.state = split_mix{generator.state + epoch}.next();
  for (std::size_t i = 0; i < count; ++i) order[i] = i;
  for (std::size_t i = count; i > 1; --i) {
    const auto j = static_cast<std::size_t>(generator.below(i));
    const std::size_t last = order[i - 1];
    order[i - 1] = order[j];
    order[j] = last;
  }
}

}  // namespace symdiff::detail

#include <symdiff/restore_macros.inc>
