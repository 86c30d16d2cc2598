// SPDX-License-Identifier: BSL-1.0
#pragma once
#include "rivals/torch.hpp"
#include "workloads/network_784_64_10/workload.hpp"

template <int Samples>
struct rivals::in_tensors<workloads::network_784_64_10<Samples>> {
  static constexpr std::int64_t hidden = workloads::network_784_64_10<Samples>::hidden, classes = 10;
  inline static const std::vector<std::vector<std::int64_t>> shapes{
      {hidden, workloads::pixels}, {hidden}, {classes, hidden}, {classes}};

  static at::Tensor loss(const tensors& p) {
    const auto& data = workloads::digits<Samples>;
    static const at::Tensor x = view(data.images, {Samples, workloads::pixels});
    static const at::Tensor digit = view(data.classes, {Samples}).to(::torch::kLong);
    return at::cross_entropy_loss(at::linear(at::linear(x, p[0], p[1]).relu(), p[2], p[3]), digit);
  }
};
