// SPDX-License-Identifier: BSL-1.0
#pragma once
#include "workloads/eigen.hpp"
#include "workloads/logistic_784/workload.hpp"

template <int Samples>
struct rivals::hand<workloads::logistic_784<Samples>> : workloads::logistic_by_eigen {
  double operator()(const double* p) {
    return logistic_by_eigen::operator()(p, workloads::images<Samples>(), workloads::digits<Samples>.labels);
  }
};
