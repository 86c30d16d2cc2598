// SPDX-License-Identifier: BSL-1.0
#pragma once
// PyTorch's autograd in C++: the workload in operations on tensors of double, on one thread. Leaves are made once; each
// call fills them, computes the loss and asks for the gradient. workloads/<workload>/torch.hpp writes the loss.
#include <torch/torch.h>

#include <algorithm>

#include "harness/side.hpp"

namespace rivals {

using tensors = std::vector<at::Tensor>;

/// A view of numbers that stay where they are.
inline at::Tensor view(const std::vector<double>& numbers, at::IntArrayRef shape) {
  return ::torch::from_blob(const_cast<double*>(numbers.data()), shape, ::torch::kDouble);
}

/// What workloads/<workload>/torch.hpp defines: `shapes` of the leaves, whose numbers are the inputs one after the
/// other, and `loss` of the leaves.
template <class Workload>
struct in_tensors;

template <class Workload>
  requires requires { in_tensors<Workload>::shapes; }
class torch {
  using form = in_tensors<Workload>;
  tensors leaves;

  /// A gradient for each element, over the same graph.
  tensors jacobian(const at::Tensor& y) const {
    tensors rows;
    for (int i = 0; i < y.numel(); ++i)
      for (at::Tensor& one : ::torch::autograd::grad({y[i]}, leaves, {}, true)) rows.push_back(std::move(one));
    return rows;
  }

 public:
  static constexpr bool whole = true;

  torch() {
    at::set_num_threads(1);
    for (const auto& shape : form::shapes)
      leaves.push_back(::torch::zeros(at::IntArrayRef(shape), ::torch::dtype(::torch::kDouble).requires_grad(true)));
  }

  /// The loss, or the outputs of as many problems as it has elements, or those of one; then a tensor of derivatives for
  /// each leaf, output by output.
  tensors operator()(const double* at) {
    for (const at::Tensor& leaf : leaves) {
      std::copy_n(at, leaf.numel(), static_cast<double*>(leaf.data_ptr()));
      at += leaf.numel();
    }
    const at::Tensor loss = form::loss(leaves);
    // A Hessian is the Jacobian of the gradient; there is one leaf.
    if constexpr (requires { Workload::second_order; })
      return jacobian(::torch::autograd::grad({loss}, leaves, {}, true, true)[0]);
    tensors all;
    if constexpr (Workload::outputs > 1 && !requires { typename Workload::each; }) all = jacobian(loss);
    else all = ::torch::autograd::grad({loss}, leaves, loss.dim() == 0 ? tensors() : tensors{ones_like(loss)});
    all.insert(all.begin(), loss);
    return all;
  }

  static void write(const tensors& all, double* numbers) {
    for (const at::Tensor& one : all) {
      const at::Tensor dense = one.contiguous();
      numbers = std::copy_n(static_cast<const double*>(dense.data_ptr()), dense.numel(), numbers);
    }
  }
};

}  // namespace rivals
