// SPDX-License-Identifier: BSL-1.0
#pragma once
// What a program takes from the heap, in C++, C and the libraries it links: counted where the C library allows malloc to
// be replaced (glibc).
#include <cstddef>

namespace bench {

struct heap_use {
  long allocations = 0;
  long bytes = 0;  ///< asked for, in all
  long held = 0;
  long most_held = 0;
};

/// Since the program began.
heap_use& heap();

/// Whether the counts above are kept.
bool heap_is_counted();

}  // namespace bench
