// SPDX-License-Identifier: BSL-1.0
#pragma once
#include "workloads/quadratic_fit/symdiff.hpp"
#include "workloads/roller_coaster/workload.hpp"

/// By the library's own optimizer.
template <>
struct rivals::symdiff<workloads::roller_coaster<1>> {
  static constexpr bool whole = true;

  std::array<double, 4> operator()(const double* start) const {
    using namespace workloads::quadratic;
    using workload = workloads::roller_coaster<1>;
    const auto& measured = workloads::roller_coaster_data();
    const ::symdiff::dataset data{t = measured.times, speed = measured.speeds};
    const ::symdiff::gradient_descent optimizer{.learning_rate = workload::rate};
    ::symdiff::parameters p{a = start[0], b = start[1], c = start[2]};
    double reached;
    do reached = optimizer.step(loss, p, data);
    while (reached > workload::target);
    return {reached, p[a], p[b], p[c]};
  }
};
