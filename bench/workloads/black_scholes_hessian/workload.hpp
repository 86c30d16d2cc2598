// SPDX-License-Identifier: BSL-1.0
#pragma once
#include "workloads/black_scholes/workload.hpp"

namespace workloads {

/// The second derivatives of a call's price.
template <int>
struct black_scholes_hessian : black_scholes<1> {
  static constexpr const char* name = "black_scholes_hessian";
  static constexpr bool second_order = true;
};

}  // namespace workloads
