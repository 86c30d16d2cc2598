// SPDX-License-Identifier: BSL-1.0
#pragma once
// Roots of squares, and of sums of squares.
#include <symdiff/rewrite/row.hpp>

namespace SYMDIFF_NAMESPACE::detail {

constexpr bool is_sum_of_squares(const draft& d, int i) {
  switch (d.b.op_at(i)) {
    case op::square: return true;
    case op::add: return is_sum_of_squares(d, d.b.first(i)) && is_sum_of_squares(d, d.b.second(i));
    case op::multiply: return d.b.is_constant(d.b.first(i)) && d.b.value(d.b.first(i)) > 0 && is_sum_of_squares(d, d.b.second(i));
    case op::sum:
    case op::row_sums:
    case op::column_sums: return is_sum_of_squares(d, d.b.first(i));
    default: return false;
  }
}

/// sqrt(u²) = |u|, which neither overflows nor underflows. The root of a sum of squares is a norm, whose value is the
/// same, and whose derivative at the origin is the subgradient 0.
constexpr int root_of(draft& d, int x) {
  if (d.is(x, op::square)) return d.function<abs_fn>(d.b.first(x));
  return is_sum_of_squares(d, x) ? d.function<norm_fn>(x) : -1;
}

struct root_of_squares : rewrite<sqrt_code> {
  static constexpr auto written(auto u, auto v) { return sqrt(u * u + v * v); }
  static constexpr int computed(draft& d, const node_at_hand& n) { return root_of(d, n.x); }
};
struct squares_to_a_half : rewrite<op::power> {
  static constexpr auto written(auto u, auto) { return pow(u * u, 0.5_c); }
  static constexpr int computed(draft& d, const node_at_hand& n) { return d.b.is_constant(n.y, 0.5) ? root_of(d, n.x) : -1; }
};

using rewrites_of_roots = row_list<root_of_squares, squares_to_a_half>;

}  // namespace symdiff::detail
