// SPDX-License-Identifier: BSL-1.0
#pragma once
#include <vector>

namespace workloads {

struct labelled {
  std::vector<double> images, labels;
};
/// The threes, labelled 1, and the sevens, labelled 0, of the training set in docs/examples/data.
const labelled& threes_and_sevens_data();

}  // namespace workloads
