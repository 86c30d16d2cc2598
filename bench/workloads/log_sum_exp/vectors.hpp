// SPDX-License-Identifier: BSL-1.0
#pragma once
#include <symdiff/evaluate/pack_functions.hpp>

#include <algorithm>

#include "rivals/vectors.hpp"
#include "workloads/log_sum_exp/workload.hpp"

/// The exponentials are those of the library, of glibc: what is compared is the loops around them.
template <int Count>
  requires(Count >= rivals::lanes)
struct rivals::vectors<workloads::log_sum_exp<Count>> {
  result<workloads::log_sum_exp<Count>> operator()(const double* x) const {
    using wide = ::symdiff::simd::pack<double>;
    constexpr int step = wide::lanes;
    result<workloads::log_sum_exp<Count>> r;
    double* const by = r.data() + 1;
    wide highest = wide::load(x), sums(0);
    int i = step;
    for (; i + step <= Count; i += step) {
      const wide here = wide::load(x + i);
      highest = select(highest < here, here, highest);
    }
    double largest = highest.values[0], sum = 0;
    for (int k = 1; k < step; ++k) largest = std::max(largest, highest.values[k]);
    for (; i < Count; ++i) largest = std::max(largest, x[i]);
    for (i = 0; i + step <= Count; i += step) {
      using ::symdiff::simd::exp;
      const wide e = exp(wide::load(x + i) - largest);
      e.store(by + i);
      sums += e;
    }
    for (int k = 0; k < step; ++k) sum += sums.values[k];
    for (; i < Count; ++i) sum += by[i] = std::exp(x[i] - largest);
    const double factor = 1 / sum;
    for (i = 0; i < Count; ++i) by[i] *= factor;
    r[0] = largest + std::log(sum);
    return r;
  }
};
