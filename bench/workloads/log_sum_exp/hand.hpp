// SPDX-License-Identifier: BSL-1.0
#pragma once
#include <algorithm>

#include "rivals/hand.hpp"
#include "workloads/log_sum_exp/workload.hpp"

template <int Count>
struct rivals::hand<workloads::log_sum_exp<Count>> {
  result<workloads::log_sum_exp<Count>> operator()(const double* x) const {
    result<workloads::log_sum_exp<Count>> r;
    double* const by = r.data() + 1;
    const double largest = *std::max_element(x, x + Count);
    double sum = 0;
    for (int i = 0; i < Count; ++i) sum += by[i] = std::exp(x[i] - largest);
    for (int i = 0; i < Count; ++i) by[i] *= 1 / sum;
    r[0] = largest + std::log(sum);
    return r;
  }
};
