// SPDX-License-Identifier: BSL-1.0
#pragma once
// The mere reading of a workload's data: workloads/<workload>/read.hpp says how. Nothing to be checked.
#include "rivals/vectors.hpp"

namespace rivals {

template <class Workload>
struct read;

}  // namespace rivals
