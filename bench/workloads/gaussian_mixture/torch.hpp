// SPDX-License-Identifier: BSL-1.0
#pragma once
#include "rivals/torch.hpp"
#include "workloads/gaussian_mixture/workload.hpp"

/// The square of a distance is expanded, so that it is two products of matrices and no tensor has samples by components
/// by dimensions.
template <int Size>
struct rivals::in_tensors<workloads::gaussian_mixture<Size>> {
  using workload = workloads::gaussian_mixture<Size>;
  static constexpr std::int64_t dimensions = workload::dimensions, components = workload::components;
  inline static const std::vector<std::vector<std::int64_t>> shapes{
      {components}, {components, dimensions}, {components, dimensions}};

  static at::Tensor loss(const tensors& p) {
    static const at::Tensor x = view(workload::data, {workload::samples, dimensions}), squares = x.square();
    const at::Tensor precisions = (-2 * p[2]).exp(), scaled = p[1] * precisions;
    const at::Tensor distances =
        squares.mm(precisions.t()) - 2 * x.mm(scaled.t()) + (p[1] * scaled).sum(1);
    return (p[0] - p[2].sum(1) - 0.5 * distances).logsumexp(1).mean() - p[0].logsumexp(0) - workload::constant;
  }
};
