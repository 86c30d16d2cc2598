// SPDX-License-Identifier: BSL-1.0
#pragma once
#include "rivals/torch.hpp"
#include "workloads/black_scholes_hessian/workload.hpp"

template <>
struct rivals::in_tensors<workloads::black_scholes_hessian<1>> {
  inline static const std::vector<std::vector<std::int64_t>> shapes{{5}};

  static at::Tensor loss(const tensors& all) {
    const at::Tensor& x = all[0];
    return workloads::call_price<at::Tensor>(x[0], x[1], x[2], x[3], x[4]);
  }
};
