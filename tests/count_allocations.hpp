// SPDX-License-Identifier: BSL-1.0
#pragma once
// Counts what a test program allocates. It replaces the operators of the whole program: one unit includes it.
#include <cstddef>
#include <cstdlib>
#include <new>

inline std::size_t allocations = 0, bytes_allocated = 0;

// Not inlined: where g++ sees into one of a pair, it takes it for a mismatch.
[[gnu::noinline]] void* operator new(std::size_t size) {
  ++allocations;
  bytes_allocated += size;
  if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
