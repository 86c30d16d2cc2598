// SPDX-License-Identifier: BSL-1.0
#pragma once
// Roots of squares, and of what is never negative.
#include <symdiff/rewrite/never_negative.hpp>
#include <symdiff/rewrite/row.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// sqrt(u²) = |u|, which neither overflows nor underflows. The root of what is never negative and may be 0 is a norm: its
/// value is the same, and where that is 0 its derivative is the subgradient 0.
template <class Draft>
constexpr int root_of(Draft& d, int x) {
  if (d.is(x, op::square)) return d.template function<abs_fn>(d.b.first(x));
  return d.ranges.reaches_zero_from_above(x) ? d.template function<norm_fn>(x) : -1;
}

struct root_of_squares : rewrite<sqrt_code> {
  static constexpr auto written(auto u, auto v) { return sqrt(u * u + v * v); }
  static constexpr int computed(auto& d, const node_at_hand& n) { return root_of(d, n.x); }
};
struct squares_to_a_half : rewrite<op::power> {
  static constexpr auto written(auto u, auto) { return pow(u * u, 0.5_c); }
  static constexpr int computed(auto& d, const node_at_hand& n) { return d.b.is_constant(n.y, 0.5) ? root_of(d, n.x) : -1; }
};

using rewrites_of_roots = row_list<root_of_squares, squares_to_a_half>;

}  // namespace symdiff::detail
