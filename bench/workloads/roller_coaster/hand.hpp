// SPDX-License-Identifier: BSL-1.0
#pragma once
#include "workloads/quadratic_fit/hand.hpp"
#include "workloads/roller_coaster/workload.hpp"

template <>
struct rivals::hand<workloads::roller_coaster_loss> {
  std::array<double, 4> operator()(const double* p) const {
    const auto& [times, speeds] = workloads::roller_coaster_data();
    return workloads::quadratic_by_hand(p, times.data(), speeds.data(), times.size());
  }
};
