// SPDX-License-Identifier: BSL-1.0
#pragma once
#include "workloads/eigen.hpp"
#include "workloads/logistic_784/workload.hpp"

template <int Samples>
class rivals::hand<workloads::logistic_784<Samples>> {
  workloads::vector_type z{Samples}, by_w{workloads::pixels};
  std::array<double, 1> by_b;

 public:
  double operator()(const double* p) {
    const auto images = workloads::images<Samples>();
    z.noalias() = images * workloads::vector_view(p, workloads::pixels);
    z.array() += p[workloads::pixels];
    const double loss = workloads::cross_entropies<Samples>(z);
    by_w.noalias() = images.transpose() * z;
    by_b[0] = z.sum();
    return loss;
  }
  void write(double loss, double* numbers) const { bench::write_numbers(numbers, loss, by_w, by_b); }
};
