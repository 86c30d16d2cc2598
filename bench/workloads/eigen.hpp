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
template <int Samples>
double cross_entropies(vector_type& logits) {
  double loss = 0;
  for (int i = 0; i < Samples; ++i) {
    const double z = logits[i], label = digits<Samples>.labels[static_cast<std::size_t>(i)];
    const double small = std::exp(-std::abs(z));
    loss += (z > 0 ? z : 0) - label * z + std::log1p(small);
    logits[i] = ((z >= 0 ? 1 / (1 + small) : small / (1 + small)) - label) / Samples;
  }
  return loss / Samples;
}

}  // namespace workloads
