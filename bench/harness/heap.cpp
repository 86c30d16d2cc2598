// SPDX-License-Identifier: BSL-1.0
#include "harness/heap.hpp"

#include <cerrno>
#include <cstdlib>

namespace bench {

heap_use& heap() {
  static constinit heap_use use;
  return use;
}

#if defined(__GLIBC__)
bool heap_is_counted() { return true; }
#else
bool heap_is_counted() { return false; }
#endif

}  // namespace bench

#if defined(__GLIBC__)
#include <malloc.h>

namespace {

void* counted(void* block, std::size_t size) {
  bench::heap_use& use = bench::heap();
  ++use.allocations;
  use.bytes += static_cast<long>(size);
  use.held += static_cast<long>(malloc_usable_size(block));
  if (use.held > use.most_held) use.most_held = use.held;
  return block;
}

void* gone(void* block) {
  bench::heap().held -= static_cast<long>(malloc_usable_size(block));
  return block;
}

}  // namespace

// glibc's own, under the names it keeps for those who replace malloc.
extern "C" {
void* __libc_malloc(std::size_t);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);
void* __libc_memalign(std::size_t, std::size_t);
void __libc_free(void*);

void* malloc(std::size_t size) { return counted(__libc_malloc(size), size); }
void* calloc(std::size_t count, std::size_t size) { return counted(__libc_calloc(count, size), count * size); }
void* realloc(void* block, std::size_t size) { return counted(__libc_realloc(gone(block), size), size); }
void* memalign(std::size_t alignment, std::size_t size) { return counted(__libc_memalign(alignment, size), size); }
void* aligned_alloc(std::size_t alignment, std::size_t size) { return memalign(alignment, size); }
int posix_memalign(void** block, std::size_t alignment, std::size_t size) {
  *block = memalign(alignment, size);
  return *block ? 0 : ENOMEM;
}
void free(void* block) { __libc_free(gone(block)); }
}
#endif
