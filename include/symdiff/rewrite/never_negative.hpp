// SPDX-License-Identifier: BSL-1.0
#pragma once
// What is at least 0 whatever its symbols are: by the intervals of its parts, as a product of even powers, or as a positive
// semidefinite quadratic form.
#include <symdiff/functions/intervals.hpp>
#include <symdiff/rewrite/collected_powers.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// The intervals of a builder's nodes, each found once.
template <class = void>
struct ranges_of_nodes {
  builder& b;
  powers_of_nodes& powers;
  int known = 0;
  double lower[most_nodes]{}, upper[most_nodes]{};
  unsigned char ends[most_nodes]{};  // bit 0: open below, bit 1: open above, bit 2: without zero
  double weights[most_nodes]{};      // of the terms of a quadratic form

  constexpr ranges_of_nodes(builder& graph, powers_of_nodes& powers_of_graph) : b(graph), powers(powers_of_graph) {}

  constexpr bounds at(int i) {
    powers.extend();
    for (; known <= i; ++known) keep(known, found(known));
    return {lower[i], upper[i], (ends[i] & 1) != 0, (ends[i] & 2) != 0, (ends[i] & 4) != 0};
  }

  /// Whether a node is at least 0, and may be 0 or come near it.
  constexpr bool reaches_zero_from_above(int i) {
    const bounds own = at(i);
    return own.lower == 0 || (own.lower < 0 && is_never_negative(i));
  }

 private:
  constexpr void keep(int i, const bounds& own) {
    lower[i] = own.lower;
    upper[i] = own.upper;
    ends[i] = static_cast<unsigned char>(own.lower_open | own.upper_open << 1 | own.without_zero << 2);
  }
  constexpr bounds known_at(int k) const {
    return {lower[k], upper[k], (ends[k] & 1) != 0, (ends[k] & 2) != 0, (ends[k] & 4) != 0};
  }
  constexpr bounds found(int i) {
    const auto anything = [](int) { return bounds{}; };
    bounds own = bounds_of_node(b, i, [&](int k) { return known_at(k); }, anything, anything);
    if (own.lower < 0 && is_product_of_even_powers(i)) own = intersection_of(own, bounds::of<non_negative>());
    return own;
  }

  constexpr bool is_product_of_even_powers(int i) const {
    if (powers.counts[i] == 0 || powers.is_negative[i]) return false;
    for (int k = 0; k < powers.count(i); ++k) {
      const base_power p = powers.power(i, k);
      if (p.logs != 0 || (p.is_odd && !p.is_of_positive && !(p.base < i && lower[p.base] >= 0))) return false;
    }
    return true;
  }

  /// Through sums and means of elements to a sum of terms.
  constexpr bool is_never_negative(int i) {
    for (;;) {
      const word node = b.nodes[i];
      const int x = first_of(node), y = second_of(node);
      switch (op_of(node)) {
        case op::sum:
        case op::row_sums:
        case op::column_sums:
        case op::sample_mean:
        case op::sample_sum:
        case op::reshape:
        case op::transpose:
        case op::fill: i = x; break;
        case op::multiply:
          if (!(at(x).lower >= 0)) return false;
          i = y;
          break;
        case op::divide:
          if (!(at(y).lower >= 0)) return false;
          i = x;
          break;
        default: return at(i).lower >= 0 || is_quadratic_form(i);
      }
    }
  }

  static constexpr int most_variables = 8;

  /// Whether a sum is a quadratic form with a positive semidefinite matrix, and what is at least 0. Its terms are found from
  /// the root downward, so that what is shared is looked at once.
  constexpr bool is_quadratic_form(int root) {
    double form[most_variables][most_variables]{};
    int variables[most_variables]{}, count = 0;
    for (int i = 0; i <= root; ++i) weights[i] = 0;
    weights[root] = 1;
    for (int i = root; i >= 0; --i) {
      const double w = weights[i];
      if (w == 0) continue;
      const word node = b.nodes[i];
      const int x = first_of(node), y = second_of(node);
      const op o = op_of(node);
      if (o == op::add || o == op::subtract) {
        if (!add_weight(x, w) || !add_weight(y, o == op::add ? w : -w)) return false;
      } else if (o == op::negate) {
        if (!add_weight(x, -w)) return false;
      } else if (o == op::multiply && b.is_constant(x)) {
        if (!is_exact_product(w, b.value(x)) || !add_weight(y, w * b.value(x))) return false;
      } else if (o == op::multiply || o == op::square) {
        double factor = w;
        const int first = variable_of(x, factor), second = o == op::square ? variable_of(x, factor) : variable_of(y, factor);
        if (w > 0 && at(i).lower >= 0 && first != second) continue;
        const int row = index_in(variables, count, first), column = index_in(variables, count, second);
        if (row < 0 || column < 0 || !is_finite(factor)) return false;
        form[row][column] += 0.5 * factor;
        form[column][row] += 0.5 * factor;
      } else if (!(w > 0 ? at(i).lower >= 0 : at(i).upper <= 0)) {
        return false;
      }
    }
    return is_positive_semidefinite(form, count);
  }
  constexpr bool add_weight(int i, double w) {
    if (!is_exact_sum(weights[i], w)) return false;
    weights[i] += w;
    return true;
  }
  /// A factor of a term without constants and signs.
  constexpr int variable_of(int i, double& factor) const {
    for (;;) {
      if (b.op_at(i) == op::negate) {
        factor = -factor;
        i = b.first(i);
      } else if (b.op_at(i) == op::multiply && b.is_constant(b.first(i))) {
        factor = is_exact_product(factor, b.value(b.first(i))) ? factor * b.value(b.first(i)) : __builtin_nan("");
        i = b.second(i);
      } else {
        return i;
      }
    }
  }
  static constexpr int index_in(int* variables, int& count, int of) {
    for (int k = 0; k < count; ++k)
      if (variables[k] == of) return k;
    if (count == most_variables) return -1;
    variables[count] = of;
    return count++;
  }
  /// By L D Lᵀ. A pivot that rounding could have made positive does not count as positive.
  static constexpr bool is_positive_semidefinite(double (&form)[most_variables][most_variables], int count) {
    double largest = 0;
    for (int i = 0; i < count; ++i) largest = form[i][i] > largest ? form[i][i] : largest;
    for (int i = 0; i < count; ++i) {
      const double pivot = form[i][i];
      if (pivot == 0) {
        for (int k = i + 1; k < count; ++k)
          if (form[k][i] != 0) return false;
        continue;
      }
      if (!(pivot > 1e-14 * largest)) return false;
      for (int k = i + 1; k < count; ++k)
        for (int j = i + 1; j < count; ++j) form[k][j] -= form[k][i] * form[i][j] / pivot;
    }
    return true;
  }
};

}  // namespace symdiff::detail
