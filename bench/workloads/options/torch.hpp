// SPDX-License-Identifier: BSL-1.0
#pragma once
#include "rivals/torch.hpp"
#include "workloads/options/workload.hpp"

/// Prices are independent of each other: the gradient of their sum has the derivatives of each.
template <int Count>
struct rivals::in_tensors<workloads::options<Count>> {
  inline static const std::vector<std::vector<std::int64_t>> shapes{{Count}, {Count}, {Count}, {Count}, {Count}};

  static at::Tensor loss(const tensors& x) { return workloads::call_price(x[0], x[1], x[2], x[3], x[4]); }
};
