// SPDX-License-Identifier: BSL-1.0
#pragma once
#include "rivals/torch.hpp"
#include "workloads/linear_regression/workload.hpp"

template <int Features>
struct rivals::in_tensors<workloads::linear_regression<Features>> {
  inline static const std::vector<std::vector<std::int64_t>> shapes{{Features}, {}};

  static at::Tensor loss(const tensors& p) {
    using workload = workloads::linear_regression<Features>;
    static const at::Tensor x = view(workload::data.features, {workload::samples, Features});
    static const at::Tensor target = view(workload::data.targets, {workload::samples});
    return at::mse_loss(at::mv(x, p[0]) + p[1], target);
  }
};
