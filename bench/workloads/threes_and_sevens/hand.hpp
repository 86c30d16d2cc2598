// SPDX-License-Identifier: BSL-1.0
#pragma once
#include "workloads/eigen.hpp"
#include "workloads/threes_and_sevens/workload.hpp"

template <>
struct rivals::hand<workloads::threes_and_sevens_loss> : workloads::logistic_by_eigen {
  double operator()(const double* p) {
    const auto& [images, labels] = workloads::threes_and_sevens_data();
    const workloads::matrix_view rows(images.data(), static_cast<Eigen::Index>(labels.size()), workloads::pixels);
    return logistic_by_eigen::operator()(p, rows, labels);
  }
};
