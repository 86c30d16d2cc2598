// SPDX-License-Identifier: BSL-1.0
#pragma once
#include "rivals/torch.hpp"
#include "workloads/rosenbrock/workload.hpp"

template <int Variables>
struct rivals::in_tensors<workloads::rosenbrock<Variables>> {
  inline static const std::vector<std::vector<std::int64_t>> shapes{{Variables}};

  static at::Tensor loss(const tensors& leaves) {
    const at::Tensor head = leaves[0].narrow(0, 0, Variables - 1), tail = leaves[0].narrow(0, 1, Variables - 1);
    return (100 * (tail - head.square()).square() + (1 - head).square()).sum();
  }
};
