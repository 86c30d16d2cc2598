// SPDX-License-Identifier: BSL-1.0
#pragma once
#include "rivals/hand.hpp"
#include "workloads/rosenbrock_hessian/workload.hpp"

/// Zero but on the diagonal and beside it.
template <int Variables>
struct rivals::hand<workloads::rosenbrock_hessian<Variables>> {
  using workload = workloads::rosenbrock_hessian<Variables>;

  result<workload> operator()(const double* x) const {
    result<workload> h{};
    for (int i = 0; i + 1 < Variables; ++i) {
      double* const here = &h[i * Variables + i];
      here[0] += 1200 * x[i] * x[i] - 400 * x[i + 1] + 2;
      here[1] = here[Variables] = -400 * x[i];
      here[Variables + 1] = 200;
    }
    return h;
  }
};
