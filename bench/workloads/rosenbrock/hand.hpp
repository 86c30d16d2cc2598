// SPDX-License-Identifier: BSL-1.0
#pragma once
#include "rivals/hand.hpp"
#include "workloads/rosenbrock/workload.hpp"

template <int Variables>
struct rivals::hand<workloads::rosenbrock<Variables>> {
  result<workloads::rosenbrock<Variables>> operator()(const double* x) const {
    result<workloads::rosenbrock<Variables>> r;
    double sum = 0, before = 0;
    double* const by = r.data() + 1;
    for (int i = 0; i + 1 < Variables; ++i) {
      const double valley = x[i + 1] - x[i] * x[i], distance = 1 - x[i];
      sum += 100 * (valley * valley) + distance * distance;
      by[i] = before - 400 * valley * x[i] - 2 * distance;
      before = 200 * valley;
    }
    by[Variables - 1] = before;
    r[0] = sum;
    return r;
  }
};
