// SPDX-License-Identifier: BSL-1.0
#pragma once
#include "workloads/rosenbrock/torch.hpp"
#include "workloads/rosenbrock_hessian/workload.hpp"

template <int Variables>
struct rivals::in_tensors<workloads::rosenbrock_hessian<Variables>> : in_tensors<workloads::rosenbrock<Variables>> {};
