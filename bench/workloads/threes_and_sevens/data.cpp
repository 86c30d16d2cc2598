// SPDX-License-Identifier: BSL-1.0
#include "workloads/threes_and_sevens/data.hpp"

#include <filesystem>

#include "../docs/examples/digits.hpp"
#include "project_root.hpp"

const workloads::labelled& workloads::threes_and_sevens_data() {
  static const labelled data = [] {
    const auto here = std::filesystem::current_path();
    std::filesystem::current_path(project_root);  // the lessons read from there
    labelled_images set = read_threes_and_sevens("train");
    std::filesystem::current_path(here);
    return labelled{std::move(set.pixels), std::move(set.labels)};
  }();
  return data;
}
