// SPDX-License-Identifier: BSL-1.0
#pragma once
#include "workloads/rosenbrock/hand.hpp"
#include "workloads/rosenbrock_of_scalars/workload.hpp"

template <int Variables>
struct rivals::hand<workloads::rosenbrock_of_scalars<Variables>> : hand<workloads::rosenbrock<Variables>> {};
