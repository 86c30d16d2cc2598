// SPDX-License-Identifier: BSL-1.0
#pragma once
// What derivatives by hand with Eigen's matrix products share.
#include <Eigen/Dense>

#include "harness/numbers.hpp"
#include "rivals/hand.hpp"
#include "workloads/digits.hpp"

namespace workloads {

using matrix_type = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using vector_type = Eigen::VectorXd;
using matrix_view = Eigen::Map<const matrix_type>;
using vector_view = Eigen::Map<const vector_type>;

template <int Samples>
matrix_view images() {
  return {digits<Samples>.images.data(), Samples, static_cast<Eigen::Index>(pixels)};
}

/// The mean cross entropy of logits; the derivatives by the logits go into the logits.
inline double cross_entropies(vector_type& logits, const std::vector<double>& labels) {
  const double samples = static_cast<double>(labels.size());
  double loss = 0;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    double& z = logits[static_cast<Eigen::Index>(i)];
    const double small = std::exp(-std::abs(z));
    loss += (z > 0 ? z : 0) - labels[i] * z + std::log1p(small);
    z = ((z >= 0 ? 1 / (1 + small) : small / (1 + small)) - labels[i]) / samples;
  }
  return loss / samples;
}

/// Logistic regression by two products of matrices with vectors.
class logistic_by_eigen {
  vector_type z, by_w{static_cast<Eigen::Index>(pixels)};
  std::array<double, 1> by_b;

 public:
  double operator()(const double* p, const matrix_view& images, const std::vector<double>& labels) {
    z.noalias() = images * vector_view(p, pixels);
    z.array() += p[pixels];
    const double loss = cross_entropies(z, labels);
    by_w.noalias() = images.transpose() * z;
    by_b[0] = z.sum();
    return loss;
  }
  void write(double loss, double* numbers) const { bench::write_numbers(numbers, loss, by_w, by_b); }
};

}  // namespace workloads
