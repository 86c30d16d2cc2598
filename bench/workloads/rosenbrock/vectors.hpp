// SPDX-License-Identifier: BSL-1.0
#pragma once
#include "rivals/vectors.hpp"
#include "workloads/rosenbrock/workload.hpp"

/// by[i] = -400 t[i] x[i] - 2 (1 - x[i]) + 200 t[i - 1], where t[i] = x[i + 1] - x[i]².
template <int Variables>
  requires(Variables > 2 * rivals::lanes)
struct rivals::vectors<workloads::rosenbrock<Variables>> {
  result<workloads::rosenbrock<Variables>> operator()(const double* x) const {
    result<workloads::rosenbrock<Variables>> r;
    double* const by = r.data() + 1;
    pack sum{};
    double rest = 0, before = 0;
    const auto one = [&](int i) {
      const double valley = x[i + 1] - x[i] * x[i], distance = 1 - x[i];
      rest += 100 * valley * valley + distance * distance;
      by[i] = -400 * valley * x[i] - 2 * distance + before;
      before = 200 * valley;
    };
    one(0);
    int i = 1;
    for (; i + lanes < Variables; i += lanes) {
      const pack here = load(x + i), last = load(x + i - 1);
      const pack valley = load(x + i + 1) - here * here, distance = 1 - here;
      sum += 100 * valley * valley + distance * distance;
      store(-400 * valley * here - 2 * distance + 200 * (here - last * last), by + i);
    }
    before = 200 * (x[i] - x[i - 1] * x[i - 1]);
    for (; i + 1 < Variables; ++i) one(i);
    by[Variables - 1] = before;
    r[0] = total(sum) + rest;
    return r;
  }
};
