// SPDX-License-Identifier: BSL-1.0
#pragma once
#include "rivals/torch.hpp"
#include "workloads/chain/workload.hpp"

template <int Levels>
struct rivals::in_tensors<workloads::chain<Levels>> {
  inline static const std::vector<std::vector<std::int64_t>> shapes{{}, {}};

  static at::Tensor loss(const tensors& at) {
    at::Tensor x = at[0];
    for (int k = 0; k < Levels; ++k) x = sin(x) * x + exp(-(x * x)) / (1 + x * x) + at[1];
    return x;
  }
};
