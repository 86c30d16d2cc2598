// SPDX-License-Identifier: BSL-1.0
#pragma once
// Powers of one base.
#include <symdiff/rewrite/row.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// u sqrt(u) = u^1.5, u / sqrt(u) = sqrt(u), and the same of whole powers of u, also as factors: powers by halves are
/// computed as such products, but at 0 the derivative of the root was 0 times infinity. `half` is 0.5 or -0.5; -1 where u
/// is not a factor of x.
constexpr int with_root(draft& d, int x, int root, double half) {
  builder& b = d.b;
  const int u = b.first(root);
  if (x == u) return half < 0 ? root : b.apply(op::power, u, b.constant(1.5));
  if (d.is(x, op::square) && b.first(x) == u) return b.apply(op::power, u, b.constant(2 + half));
  if (d.is(x, op::power) && b.first(x) == u && d.is_whole_constant(b.second(x)))  // others are NaN for u < 0, too
    return b.apply(op::power, u, b.constant(b.value(b.second(x)) + half));
  if (!d.is(x, op::multiply)) return -1;
  if (const int left = with_root(d, b.first(x), root, half); left >= 0) return b.apply(op::multiply, left, b.second(x));
  const int right = with_root(d, b.second(x), root, half);
  return right < 0 ? -1 : b.apply(op::multiply, b.first(x), right);
}

struct times_its_root : rewrite<op::multiply, sqrt_code> {
  static constexpr auto written(auto u, auto) { return u * sqrt(u); }
  static constexpr int computed(draft& d, const node_at_hand& n) {
    return d.is(n.y, sqrt_code) ? with_root(d, n.x, n.y, 0.5) : d.is(n.x, sqrt_code) ? with_root(d, n.y, n.x, 0.5) : -1;
  }
};
struct by_its_root : rewrite<op::divide, sqrt_code> {
  static constexpr auto written(auto u, auto) { return u / sqrt(u); }
  static constexpr int computed(draft& d, const node_at_hand& n) { return d.is(n.y, sqrt_code) ? with_root(d, n.x, n.y, -0.5) : -1; }
};

/// pow(u², y) = pow(|u|, 2y), but for whole y, whose powers multiply: the square rounds, and at 0 the derivative was 0
/// times infinity.
struct power_of_a_square : rewrite<op::power> {
  static constexpr auto written(auto u, auto v) { return pow(u * u, v); }
  static constexpr int computed(draft& d, const node_at_hand& n) {
    if (!d.is(n.x, op::square) || d.is_whole_constant(n.y)) return -1;
    return d.b.apply(op::power, d.function<abs_fn>(d.b.first(n.x)), d.b.apply(op::multiply, d.b.constant(2), n.y));
  }
};

using rewrites_of_powers = row_list<times_its_root, by_its_root, power_of_a_square>;

}  // namespace symdiff::detail
