// SPDX-License-Identifier: BSL-1.0
#pragma once
// Vectors and matrices of small sizes become scalars: a node for each element.
#include <symdiff/graph/shapes.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// Exact integer exponents up to this one multiply, since a few products are faster than the library's
/// power function. They round more often: the 16th power is off by up to 8 units in the last place.
inline constexpr int most_multiplied = 16;

constexpr int multiplied(builder& to, int base, int exponent) {
  if (exponent == 1) return base;
  const int half = multiplied(to, base, exponent / 2);
  const int even = to.put(op::square, half);
  return exponent % 2 == 0 ? even : to.put(op::multiply, base, even);
}

/// A power, as products where its exponent is a small exact integer, and with a square root where it is a half more: of
/// pow(x, 1.5) that takes 0.28 of the time, over samples 0.11, and pow(x, 3.5) is off by up to 2.7 units in the last place.
constexpr int lowered_power(builder& to, int base, int exponent) {
  const double value = to.is_constant(exponent) ? to.value(exponent) : 0.25;
  const double magnitude = value < 0 ? -value : value;
  const int whole = magnitude <= most_multiplied ? static_cast<int>(magnitude) : 0;
  const bool has_half = magnitude - whole == 0.5 && whole <= 3;
  if (!has_half && (whole == 0 || whole != magnitude)) return to.put(op::power, base, exponent);
  int product = whole == 0 ? -1 : multiplied(to, base, whole);
  if (has_half) {
    const int root = to.put(op::square_root, base);
    product = whole == 0 ? root : to.put(op::multiply, product, root);
  }
  return value > 0 ? product : to.put(op::divide, to.constant(1), product);
}

/// x^y log(x)^n, of a power and a logarithm that others may share; 0 where the power is.
constexpr int lowered_power_log(builder& to, int x, int y, int n) {
  const int power = lowered_power(to, x, y), logarithm = to.apply(op::logarithm, x);
  const int logarithms = to.is_constant(n, 1) ? logarithm : lowered_power(to, logarithm, n);
  const int zero = to.constant(0);
  return to.apply(op::where, to.apply(op::equal, power, zero), zero, to.apply(op::multiply, power, logarithms));
}

/// What `op::shift` is of the largest element: 0 where that is infinite.
constexpr int finite_or_zero(builder& to, int largest) {
  const int infinity = to.constant(__builtin_inf()), minus = to.constant(-__builtin_inf());
  return to.apply(op::where,
                  to.apply(op::logical_and, to.apply(op::less, largest, infinity), to.apply(op::less, minus, largest)),
                  largest, to.constant(0));
}

/// Elements of all nodes that can be unrolled.
inline constexpr int most_elements = 1 << 16;

/// How many operations on scalars a node takes.
constexpr long long cost_of_unrolling(const node_list& from, int i) {
  const shape s = from.shapes[i];
  switch (shape_op_of(from.op_at(i))) {
    case shape_op::sum:
    case shape_op::maximum:
    case shape_op::shift:
    case shape_op::row_sums:
    case shape_op::column_sums: return from.shapes[from.first(i)].size();
    case shape_op::matmul: return 2LL * s.size() * from.shapes[from.first(i)].columns;
    case shape_op::by_element:
    case shape_op::outer:
    case shape_op::transpose:
    case shape_op::reshape:
    case shape_op::slice:
    case shape_op::element:
    case shape_op::pad:
    case shape_op::concatenate:
    case shape_op::broadcast_rows:
    case shape_op::broadcast_columns:
    case shape_op::fill:
    case shape_op::positions:
    case shape_op::softmax:
    case shape_op::log_sum_exp: return 0;
    case shape_op::component:
    case shape_op::derivative: return s.size();
  }
  return s.size();
}

struct unrolling {
  const node_list& from;
  builder& to;
  int first[most_nodes]{};        // of a node's elements, in
  int elements[most_elements]{};  // the nodes that they became
  bool needed[most_nodes]{};
  int used = 0;
  bool keeps_powers = false;  // where derivatives are taken of them

  constexpr unrolling(const node_list& source, builder& target) : from(source), to(target) {}

  /// An element of a node; a scalar is each of its elements.
  constexpr int at(int i, int e) const { return elements[first[i] + (from.shapes[i].is_scalar() ? 0 : e)]; }
  constexpr void add(int node) { elements[used++] = node; }

  /// The operation applied to the nodes begin, begin + 1, ..., pair by pair.
  template <class Node>
  constexpr int reduced(op o, int begin, int count, const Node& node) {
    if (count == 1) return node(begin);
    const int half = (count + 1) / 2;
    const int left = reduced(o, begin, half, node);
    return to.apply(o, left, reduced(o, begin + half, count - half, node));
  }
  template <class Node>
  constexpr int summed(int count, const Node& node) {
    return reduced(op::add, 0, count, node);
  }
  constexpr int largest(int i) {
    return reduced(op::larger, 0, from.shapes[i].size(), [&](int e) { return at(i, e); });
  }

  constexpr void move_leaf(int i) {
    const word node = from.nodes[i];
    const op o = op_of(node);
    if (o == op::constant) return add(to.constant(from.value(i)));
    if (o != op::symbol) return add(to.leaf(o, first_of(node)));
    const symbol_id& symbol = from.symbols[first_of(node)];
    if (symbol.dimensions.is_scalar()) return add(to.symbol(symbol));
    for (int e = 0; e < symbol.dimensions.size(); ++e) add(to.leaf(op::component, first_of(node), e));
  }

  constexpr void move_elements(int i) {
    const word node = from.nodes[i];
    const op o = op_of(node);
    const int a = first_of(node), b = second_of(node), c = third_of(node), size = from.shapes[i].size();
    for (int e = 0; e < size; ++e)
      add(o == op::power && !keeps_powers ? lowered_power(to, at(a, e), at(b, e))
          : o == op::power_log ? lowered_power_log(to, at(a, e), at(b, e), at(c, e))
                               : to.apply(o, at(a, e), arity_of(o) > 1 ? at(b, e) : 0, arity_of(o) > 2 ? at(c, e) : 0));
  }

  constexpr void move(int i) {
    const word node = from.nodes[i];
    const op o = op_of(node);
    const int a = first_of(node), b = second_of(node);
    const shape s = from.shapes[i], x = from.shapes[a];
    const auto whole = [&](int k) { return static_cast<int>(from.value(k)); };
    first[i] = used;
    if (arity_of(o) == 0) return move_leaf(i);
    switch (shape_op_of(o)) {
      case shape_op::sum: return add(summed(x.size(), [&](int e) { return at(a, e); }));
      case shape_op::maximum: return add(largest(a));
      case shape_op::shift: return add(finite_or_zero(to, largest(a)));
      case shape_op::row_sums:
        for (int r = 0; r < s.rows; ++r) add(summed(x.columns, [&](int e) { return at(a, r * x.columns + e); }));
        return;
      case shape_op::column_sums:
        for (int k = 0; k < s.rows; ++k) add(summed(x.rows, [&](int e) { return at(a, e * x.columns + k); }));
        return;
      case shape_op::matmul: {
        const int columns = s.columns == 0 ? 1 : s.columns;
        for (int e = 0; e < s.size(); ++e)
          add(summed(x.columns, [&](int k) {
            return to.apply(op::multiply, at(a, e / columns * x.columns + k), at(b, k * columns + e % columns));
          }));
        return;
      }
      case shape_op::outer:
        for (int e = 0; e < s.size(); ++e) add(to.apply(op::multiply, at(a, e / s.columns), at(b, e % s.columns)));
        return;
      case shape_op::transpose:
        for (int e = 0; e < s.size(); ++e) add(at(a, e % s.columns * x.columns + e / s.columns));
        return;
      case shape_op::reshape:
      case shape_op::softmax:
      case shape_op::log_sum_exp:
      case shape_op::fill:
        for (int e = 0; e < s.size(); ++e) add(at(a, e));
        return;
      case shape_op::slice:
      case shape_op::element:
        for (int e = 0; e < s.size(); ++e) add(at(a, whole(b) + e));
        return;
      case shape_op::pad:
        for (int e = 0; e < s.size(); ++e) {
          const int inside = e - whole(b);
          add(inside >= 0 && inside < x.size() ? at(a, inside) : to.constant(0));
        }
        return;
      case shape_op::concatenate:
        for (int e = 0; e < s.size(); ++e) add(e < x.size() ? at(a, e) : at(b, e - x.size()));
        return;
      case shape_op::broadcast_rows:
        for (int e = 0; e < s.size(); ++e) add(at(a, e % s.columns));
        return;
      case shape_op::broadcast_columns:
        for (int e = 0; e < s.size(); ++e) add(at(a, e / s.columns));
        return;
      case shape_op::positions:
        for (int e = 0; e < s.size(); ++e) add(to.constant(e));
        return;
      case shape_op::derivative:
      case shape_op::by_element: return move_elements(i);
      case shape_op::component: break;  // a leaf of what is unrolled
    }
    to.refuse(fault::unknown_operation);
  }

  /// Unrolls what the roots need; `outputs` receives the elements of each root in turn. Returns how many.
  constexpr int run(const int* roots, int count, int* outputs) {
    for (int i = 0; i < from.row_count; ++i) to.rows[i] = from.rows[i];
    to.row_count = from.row_count;
    for (int i = 0; i < from.symbol_count; ++i) to.symbols[i] = from.symbols[i];
    to.symbol_count = from.symbol_count;
    mark_needed(from, roots, count, needed);
    for (int i = 0; i < from.size; ++i)
      if (needed[i]) move(i);
    int total = 0;
    for (int k = 0; k < count; ++k)
      for (int e = 0; e < from.shapes[roots[k]].size(); ++e) outputs[total++] = at(roots[k], e);
    return total;
  }
};

}  // namespace symdiff::detail
