// SPDX-License-Identifier: BSL-1.0
#pragma once
#include "rivals/torch.hpp"
#include "workloads/threes_and_sevens/workload.hpp"

template <>
struct rivals::in_tensors<workloads::threes_and_sevens_loss> {
  inline static const std::vector<std::vector<std::int64_t>> shapes{{workloads::pixels}, {}};

  static at::Tensor loss(const tensors& p) {
    const auto& data = workloads::threes_and_sevens_data();
    static const std::int64_t count = static_cast<std::int64_t>(data.labels.size());
    static const at::Tensor x = view(data.images, {count, workloads::pixels}), label = view(data.labels, {count});
    return at::binary_cross_entropy_with_logits(at::mv(x, p[0]) + p[1], label);
  }
};
