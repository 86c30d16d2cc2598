// SPDX-License-Identifier: BSL-1.0
#include "workloads/roller_coaster/data.hpp"

#include <symdiff/data/csv.hpp>

#include "project_root.hpp"

const workloads::speeds_by_time& workloads::roller_coaster_data() {
  static const speeds_by_time data = [] {
    const auto table = symdiff::read_csv(std::string(project_root) + "/docs/examples/data/roller_coaster.csv");
    const auto time = table["time"], speed = table["speed"];
    return speeds_by_time{{time.begin(), time.end()}, {speed.begin(), speed.end()}};
  }();
  return data;
}
