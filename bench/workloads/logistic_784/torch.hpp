// SPDX-License-Identifier: BSL-1.0
#pragma once
#include "rivals/torch.hpp"
#include "workloads/logistic_784/workload.hpp"

template <int Samples>
struct rivals::in_tensors<workloads::logistic_784<Samples>> {
  inline static const std::vector<std::vector<std::int64_t>> shapes{{workloads::pixels}, {}};

  static at::Tensor loss(const tensors& p) {
    const auto& data = workloads::digits<Samples>;
    static const at::Tensor x = view(data.images, {Samples, workloads::pixels}), label = view(data.labels, {Samples});
    return at::binary_cross_entropy_with_logits(at::mv(x, p[0]) + p[1], label);
  }
};
