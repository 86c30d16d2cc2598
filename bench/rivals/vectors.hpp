// SPDX-License-Identifier: BSL-1.0
#pragma once
// Derivatives by hand, with vectors as wide as the processor has them: workloads/<workload>/vectors.hpp says how.
#include "rivals/hand.hpp"

namespace rivals {

#if defined(__AVX512F__)
inline constexpr int lanes = 8;
#elif defined(__AVX__)
inline constexpr int lanes = 4;
#else
inline constexpr int lanes = 2;
#endif
typedef double pack __attribute__((vector_size(8 * lanes)));

inline pack load(const double* from) {
  pack p;
  __builtin_memcpy(&p, from, sizeof p);
  return p;
}
inline void store(pack p, double* to) { __builtin_memcpy(to, &p, sizeof p); }
inline double total(pack p) {
  double sum = 0;
  for (int i = 0; i < lanes; ++i) sum += p[i];
  return sum;
}

template <class Workload>
struct vectors;

}  // namespace rivals
