// SPDX-License-Identifier: BSL-1.0
#pragma once
// Ceres' Jets: forward mode, a fixed number of derivatives in a vector of Eigen's.
#include <ceres/jet.h>

#include "harness/side.hpp"
#include "rivals/forward.hpp"

namespace rivals {

template <class Workload>
struct with_jets {
  using number = ceres::Jet<double, Workload::inputs>;
  static number input(double value, int i) { return number(value, i); }
  static double value(const number& y) { return y.a; }
  static double derivative(const number& y, int i) { return y.v[i]; }
};

/// A Jet of Jets does not go with plain numbers, so there are no second derivatives.
template <carried_forward Workload>
  requires(!second_order<Workload>)
using ceres = forward<Workload, with_jets<Workload>>;

}  // namespace rivals
