// SPDX-License-Identifier: BSL-1.0
#pragma once
#include "workloads/eigen.hpp"
#include "workloads/network_784_30_1/workload.hpp"

template <int Samples>
class rivals::hand<workloads::network_784_30_1<Samples>> {
  using workload = workloads::network_784_30_1<Samples>;
  static constexpr int hidden = workload::hidden, pixels = workloads::pixels;
  workloads::matrix_type h{Samples, hidden}, dh{Samples, hidden}, by_inner{hidden, pixels};
  workloads::vector_type z{Samples}, by_biases{hidden}, by_outer{hidden};
  std::array<double, 1> by_bias;

 public:
  double operator()(const double* p) {
    const auto images = workloads::images<Samples>();
    const workloads::matrix_view inner(p, hidden, pixels);
    const workloads::vector_view biases(p + workload::biases, hidden), outer(p + workload::outer, hidden);
    h.noalias() = images * inner.transpose();
    h.rowwise() += biases.transpose();
    h = h.array().tanh();
    z.noalias() = h * outer;
    z.array() += p[workload::bias];
    const double loss = workloads::cross_entropies(z, workloads::digits<Samples>.labels);
    by_bias[0] = z.sum();
    by_outer.noalias() = h.transpose() * z;
    dh.noalias() = z * outer.transpose();
    dh.array() *= 1 - h.array().square();
    by_biases = dh.colwise().sum().transpose();
    by_inner.noalias() = dh.transpose() * images;
    return loss;
  }
  void write(double loss, double* numbers) const {
    bench::write_numbers(numbers, loss, by_inner, by_biases, by_outer, by_bias);
  }
};
