// SPDX-License-Identifier: BSL-1.0
#pragma once
// Ceres' Jets: forward mode, a fixed number of derivatives in a vector of Eigen's.
#include <ceres/jet.h>

#include "harness/side.hpp"
#include "rivals/forward.hpp"

namespace ceres {

/// A Jet goes with what it is made of, a Jet of Jets not with plain numbers but by these.
template <int N>
struct jet_of_jets : Jet<Jet<double, N>, N> {
  using Jet<Jet<double, N>, N>::Jet;
  jet_of_jets() = default;
  jet_of_jets(const Jet<Jet<double, N>, N>& f) : Jet<Jet<double, N>, N>(f) {}
  explicit jet_of_jets(double s) : jet_of_jets(Jet<double, N>(s)) {}
};
template <int N>
Jet<Jet<double, N>, N> operator-(double s, const Jet<Jet<double, N>, N>& f) {
  return Jet<double, N>(s) - f;
}
template <int N>
Jet<Jet<double, N>, N> operator*(double s, const Jet<Jet<double, N>, N>& f) {
  return {s * f.a, s * f.v};
}

}  // namespace ceres

namespace rivals {

template <class Workload>
struct with_jets {
  using number = ceres::Jet<double, Workload::inputs>;
  static number input(double value, int i) { return number(value, i); }
  static double value(const number& y) { return y.a; }
  static double derivative(const number& y, int i) { return y.v[i]; }
};

/// One within the other.
template <second_order Workload>
struct with_jets<Workload> {
  using number = ceres::jet_of_jets<Workload::inputs>;
  static number input(double value, int i) { return number(ceres::Jet<double, Workload::inputs>(value, i), i); }
  static double second_derivative(const number& y, int i, int j) { return y.v[i].v[j]; }
};

template <carried_forward Workload>
using ceres = forward<Workload, with_jets<Workload>>;

}  // namespace rivals
