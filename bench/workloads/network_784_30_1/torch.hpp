// SPDX-License-Identifier: BSL-1.0
#pragma once
#include "rivals/torch.hpp"
#include "workloads/network_784_30_1/workload.hpp"

template <int Samples>
struct rivals::in_tensors<workloads::network_784_30_1<Samples>> {
  static constexpr std::int64_t hidden = workloads::network_784_30_1<Samples>::hidden;
  inline static const std::vector<std::vector<std::int64_t>> shapes{{hidden, workloads::pixels}, {hidden}, {hidden}, {}};

  static at::Tensor loss(const tensors& p) {
    const auto& data = workloads::digits<Samples>;
    static const at::Tensor x = view(data.images, {Samples, workloads::pixels}), label = view(data.labels, {Samples});
    return at::binary_cross_entropy_with_logits(at::mv(at::linear(x, p[0], p[1]).tanh(), p[2]) + p[3], label);
  }
};
