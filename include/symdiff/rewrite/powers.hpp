// SPDX-License-Identifier: BSL-1.0
#pragma once
// Powers of one base, of which one is infinite at 0 and another 0. (What derivatives make of powers of one base is in
// rewrite/collected_powers.hpp.)
#include <symdiff/rewrite/row.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// x*x*x / sqrt(x) = x^2.5, x log(x) = xlogy(x, x): at 0 it was 0 by 0, or 0 times infinity. A product with other factors stays
/// as it is written, but at 0, so that it does not overflow where it did not.
template <op At, op Needed>
struct cancelling_powers : rewrite<At, Needed> {
  static constexpr int computed(draft& d, const node_at_hand& n) {
    const int written = d.b.apply(At, n.x, n.y);
    const int collapsed = d.powers.collapsed(written);
    if (collapsed == written) return -1;
    return d.powers.count(written) == 1 ? collapsed : d.b.apply(continued_code, written, collapsed);
  }
};
struct quotient_of_powers : cancelling_powers<op::divide, op::divide> {
  static constexpr auto written(auto u, auto v) { return v * square(u) * u / sqrt(u); }
};
struct product_with_a_quotient : cancelling_powers<op::multiply, op::divide> {
  static constexpr auto written(auto u, auto v) { return v * square(u) * (1_c / u); }
};
struct product_with_a_power : cancelling_powers<op::multiply, op::power> {
  static constexpr auto written(auto u, auto) { return square(u) * pow(u, -1.5_c); }
};
struct product_with_a_logarithm : cancelling_powers<op::multiply, log_code> {
  static constexpr auto written(auto u, auto) { return square(u) * log(u); }
};

/// pow(u², y) = pow(|u|, 2y), but for whole y, whose powers multiply: the square rounds, overflows and underflows.
struct power_of_a_square : rewrite<op::power> {
  static constexpr auto written(auto u, auto v) { return pow(u * u, v); }
  static constexpr int computed(draft& d, const node_at_hand& n) {
    if (!d.is(n.x, op::square) || d.is_whole_constant(n.y)) return -1;
    return d.b.apply(op::power, d.function<abs_fn>(d.b.first(n.x)), d.b.apply(op::multiply, d.b.constant(2), n.y));
  }
};

using rewrites_of_powers = row_list<quotient_of_powers, product_with_a_quotient, product_with_a_power, product_with_a_logarithm,
                                    power_of_a_square>;

}  // namespace symdiff::detail
