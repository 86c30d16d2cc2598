// SPDX-License-Identifier: BSL-1.0
#pragma once
#include "workloads/rosenbrock/workload.hpp"

namespace workloads {

/// Rosenbrock's function, of a parameter for each variable however many there are: a long straight line of arithmetic.
template <int Variables>
struct rosenbrock_of_scalars : rosenbrock<Variables> {
  static constexpr const char* name = "rosenbrock_of_scalars";
};

}  // namespace workloads
