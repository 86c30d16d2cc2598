// SPDX-License-Identifier: BSL-1.0
#pragma once
// Derivatives that are named and not written out: the node `derivative(e, n, x)` is the n-th derivative of node e by the
// scalar symbol x. Those by several symbols are nested. Evaluation computes them in truncated power series
// (evaluate/series.hpp), which takes one operation for each of e, however high the order.
#include <symdiff/graph/shapes.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// The most symbols by which one mixed derivative is taken.
inline constexpr int most_directions = 8;
/// The most coefficients of a series.
inline constexpr int most_coefficients = 4096;

struct formal_derivative {
  int of = 0;     // the node that is differentiated
  int count = 0;  // symbols
  int by[most_directions]{};
  int orders[most_directions]{};

  /// How many coefficients a series has up to these orders, or more than the most.
  constexpr int size() const {
    int product = 1;
    for (int s = 0; s < count; ++s) {
      if (orders[s] >= most_coefficients) return most_coefficients + 1;
      product *= orders[s] + 1;
      if (product > most_coefficients) return product;
    }
    return product;
  }
};

/// What a node of this kind stands for, through all that are nested.
constexpr formal_derivative formal_at(const node_list& b, int i) {
  formal_derivative d;
  for (; b.op_at(i) == op::derivative; i = b.first(i)) {
    d.by[d.count] = b.third(i);
    d.orders[d.count++] = static_cast<int>(b.value(b.second(i)));
  }
  d.of = i;
  return d;
}

/// The node for a formal derivative; its symbols are in the order of their hashes, so that there is one for each.
constexpr int formal_node(builder& b, formal_derivative d) {
  if (d.size() > most_coefficients) return b.refuse(fault::too_high_order);
  int node = d.of;
  for (; d.count != 0; --d.count) {
    int next = 0;
    for (int s = 1; s < d.count; ++s)
      if (b.hashes[d.by[s]] < b.hashes[d.by[next]]) next = s;
    node = b.apply(op::derivative, node, b.constant(d.orders[next]), d.by[next]);
    d.by[next] = d.by[d.count - 1];
    d.orders[next] = d.orders[d.count - 1];
  }
  return node;
}

/// The derivative of a formal derivative, some times more by a symbol.
constexpr int formal_derivative_of(builder& b, int i, int by, int times = 1) {
  formal_derivative d = formal_at(b, i);
  int s = 0;
  while (s < d.count && d.by[s] != by) ++s;
  if (s == most_directions) return b.refuse(fault::too_high_order);
  if (s == d.count) {
    d.by[d.count++] = by;
    d.orders[s] = 0;
  }
  d.orders[s] += times;
  return formal_node(b, d);
}

constexpr bool has_formal_derivatives(const node_list& b) {
  for (int i = 0; i < b.size; ++i)
    if ((b.nodes[i] & 4095) == word(op::derivative)) return true;
  return false;
}

/// The layout of a series: its coefficients by orders, those of the first symbol next to each other.
struct series_layout {
  int count = 0;
  int most[most_directions]{};
  int stride[most_directions]{};
  int size = 1;

  constexpr void set(const int* orders, int symbols) {
    count = symbols;
    size = 1;
    for (int s = 0; s < count; ++s) {
      most[s] = orders[s];
      stride[s] = size;
      size *= orders[s] + 1;
    }
  }
  bool operator==(const series_layout&) const = default;
};

/// The orders up to which a series has coefficients, by each symbol and in total: a polynomial has few. Others are
/// structurally zero, and never read.
struct series_bound {
  int high[most_directions]{};
  int total = 0;

  bool operator==(const series_bound&) const = default;
};
constexpr series_bound bound_of_sum(const series_bound& u, const series_bound& v) {
  series_bound sum = u;
  for (int s = 0; s < most_directions; ++s)
    if (sum.high[s] < v.high[s]) sum.high[s] = v.high[s];
  if (sum.total < v.total) sum.total = v.total;
  return sum;
}
constexpr series_bound bound_of_product(const series_layout& layout, const series_bound& u, const series_bound& v) {
  series_bound product;
  for (int s = 0; s < layout.count; ++s) {
    product.high[s] = u.high[s] + v.high[s] < layout.most[s] ? u.high[s] + v.high[s] : layout.most[s];
    product.total += product.high[s];
  }
  if (product.total > u.total + v.total) product.total = u.total + v.total;
  return product;
}
/// Of what is no polynomial of its operands.
constexpr series_bound bound_of_function(const series_layout& layout, const series_bound& u, const series_bound& v) {
  series_bound all;
  for (int s = 0; s < layout.count; ++s)
    if (u.high[s] != 0 || v.high[s] != 0) all.total += all.high[s] = layout.most[s];
  return all;
}

/// Code over series, as part of a program.
struct series_region {
  series_layout layout;
  int places = 0;
  int conditions = 0;
};

// The words of such code beside those of operations: from a value, a symbol and a condition of the program to series.
inline constexpr op lifted_value = op::number, lifted_symbol = op::symbol, lifted_condition = op::named;

}  // namespace symdiff::detail
