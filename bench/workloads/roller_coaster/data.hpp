// SPDX-License-Identifier: BSL-1.0
#pragma once
#include <vector>

namespace workloads {

struct speeds_by_time {
  std::vector<double> times, speeds;
};
/// docs/examples/data/roller_coaster.csv
const speeds_by_time& roller_coaster_data();

}  // namespace workloads
