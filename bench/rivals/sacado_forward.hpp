// SPDX-License-Identifier: BSL-1.0
#pragma once
// Sacado's forward mode: SFad, which holds as many derivatives as the compiler is told.
#include <Sacado_No_Kokkos.hpp>

#include "harness/side.hpp"
#include "rivals/forward.hpp"

namespace Sacado::Fad::Exp {

/// Sacado has no erfc: its derivatives are set one by one, as for any function of one's own.
template <class Storage>
GeneralFad<Storage> erfc(const GeneralFad<Storage>& x) {
  using std::erfc, std::exp;
  using value_type = typename GeneralFad<Storage>::value_type;
  const value_type value = x.val(), below = -value * value, slope = -1.1283791670955125739 * exp(below);
  GeneralFad<Storage> r(x.size(), erfc(value));
  for (int i = 0; i < x.size(); ++i) r.fastAccessDx(i) = slope * x.fastAccessDx(i);
  return r;
}

}  // namespace Sacado::Fad::Exp

namespace rivals {

template <class Workload>
struct with_sfad {
  using number = Sacado::Fad::SFad<double, Workload::inputs>;
  static number input(double value, int i) { return number(Workload::inputs, i, value); }
  static double value(const number& y) { return y.val(); }
  static double derivative(const number& y, int i) { return y.dx(i); }
};

/// One within the other.
template <second_order Workload>
struct with_sfad<Workload> {
  using inner = Sacado::Fad::SFad<double, Workload::inputs>;
  using number = Sacado::Fad::SFad<inner, Workload::inputs>;
  static number input(double value, int i) { return number(Workload::inputs, i, inner(Workload::inputs, i, value)); }
  static double second_derivative(const number& y, int i, int j) { return y.dx(i).dx(j); }
};

template <carried_forward Workload>
using sacado_forward = forward<Workload, with_sfad<Workload>>;

}  // namespace rivals
