// SPDX-License-Identifier: BSL-1.0
#pragma once
#include "rivals/torch.hpp"
#include "workloads/log_sum_exp/workload.hpp"

template <int Count>
struct rivals::in_tensors<workloads::log_sum_exp<Count>> {
  inline static const std::vector<std::vector<std::int64_t>> shapes{{Count}};

  static at::Tensor loss(const tensors& leaves) { return leaves[0].logsumexp(0); }
};
