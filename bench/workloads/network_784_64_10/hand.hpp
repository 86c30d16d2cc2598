// SPDX-License-Identifier: BSL-1.0
#pragma once
#include "workloads/eigen.hpp"
#include "workloads/network_784_64_10/workload.hpp"

template <int Samples>
class rivals::hand<workloads::network_784_64_10<Samples>> {
  using workload = workloads::network_784_64_10<Samples>;
  static constexpr int hidden = workload::hidden, classes = workload::classes, pixels = workloads::pixels;
  workloads::matrix_type h{Samples, hidden}, dh{Samples, hidden}, z{Samples, classes}, by_inner{hidden, pixels},
      by_outer{classes, hidden};
  workloads::vector_type by_biases{hidden}, by_outer_biases{classes};

 public:
  double operator()(const double* p) {
    const auto images = workloads::images<Samples>();
    const workloads::matrix_view inner(p, hidden, pixels), outer(p + workload::outer, classes, hidden);
    const workloads::vector_view biases(p + workload::biases, hidden), outer_biases(p + workload::outer_biases, classes);
    h.noalias() = images * inner.transpose();
    h.rowwise() += biases.transpose();
    h = h.array().max(0.0);
    z.noalias() = h * outer.transpose();
    z.rowwise() += outer_biases.transpose();
    double loss = 0;
    for (int i = 0; i < Samples; ++i) {
      const int digit = static_cast<int>(workloads::digits<Samples>.classes[static_cast<std::size_t>(i)]);
      const double largest = z.row(i).maxCoeff(), chosen = z(i, digit) - largest;
      z.row(i) = (z.row(i).array() - largest).exp();
      const double sum = z.row(i).sum();
      loss += (std::log(sum) - chosen) / Samples;
      z.row(i) *= 1 / (sum * Samples);
      z(i, digit) -= 1.0 / Samples;
    }
    by_outer_biases = z.colwise().sum().transpose();
    by_outer.noalias() = z.transpose() * h;
    dh.noalias() = z * outer;
    dh.array() *= (h.array() > 0).cast<double>();
    by_biases = dh.colwise().sum().transpose();
    by_inner.noalias() = dh.transpose() * images;
    return loss;
  }
  void write(double loss, double* numbers) const {
    bench::write_numbers(numbers, loss, by_inner, by_biases, by_outer, by_outer_biases);
  }
};
