// SPDX-License-Identifier: BSL-1.0
#pragma once
#include "workloads/rosenbrock/workload.hpp"

namespace workloads {

/// The second derivatives of Rosenbrock's function.
template <int Variables>
struct rosenbrock_hessian : rosenbrock<Variables> {
  static constexpr const char* name = "rosenbrock_hessian";
  static constexpr bool second_order = true;
};

}  // namespace workloads
