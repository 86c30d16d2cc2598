// SPDX-License-Identifier: BSL-1.0
#pragma once
// Derivatives by hand, with scalars: workloads/<workload>/hand.hpp says how.
#include <array>
#include <cmath>

#include "harness/side.hpp"

namespace rivals {

/// The numbers of a workload, one after the other.
template <class Workload>
using result = std::array<double, bench::all_numbers<Workload>()>;

template <class Workload>
struct hand;

}  // namespace rivals
