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
  GeneralFad<Storage> r(x.size(), std::erfc(x.val()));
  const double slope = -1.1283791670955125739 * std::exp(-x.val() * x.val());
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

template <carried_forward Workload>
using sacado_forward = forward<Workload, with_sfad<Workload>>;

}  // namespace rivals
