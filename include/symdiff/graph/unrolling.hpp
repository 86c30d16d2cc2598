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

/// How many operations on scalars a node takes, if nothing of it can be left out.
constexpr long long cost_of_unrolling(const node_list& from, int i) {
  const shape s = from.shapes[i];
  switch (shape_op_of(from.op_at(i))) {
    case shape_op::sum:
    case shape_op::maximum:
    case shape_op::shift:
    case shape_op::row_sums:
    case shape_op::column_sums: return from.shapes[from.first(i)].size();
    case shape_op::matmul: return 2LL * s.size() * from.shapes[from.first(i)].columns;
    case shape_op::by_element: return arity_of(from.nodes[i]) == 0 ? 0 : s.size();
    case shape_op::outer: return s.size();
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
    case shape_op::log_sum_exp:
    case shape_op::component: return 0;  // the same numbers in other places
    case shape_op::derivative: return s.size();
  }
  return s.size();
}

/// What unrolling takes, before it is tried.
struct unrolling_bounds {
  long long most = 0;      // operations on the numbers of vectors and matrices, if none of them can be left out
  long long least = 0;     // those that will be left for sure: their numbers are all different
  long long elements = 0;  // of all vectors and matrices
  int nodes = 0;           // that take operations on them
};

/// In one walk. A vector is full where no number in it is an exact constant, and distinct where moreover no two numbers
/// in it are the same: a symbol is, and what is computed from it number by number. (A constant that goes with every number
/// counts as full: were it one that leaves nothing to do, the graph would have left it out.)
constexpr unrolling_bounds bounds_of_unrolling(const node_list& from, const int* roots, int count) {
  bool needed[most_nodes]{}, is_full[most_nodes]{}, is_distinct[most_nodes]{};
  mark_needed(from, roots, count, needed);
  unrolling_bounds bounds;
  for (int i = 0; i < from.size; ++i) {
    if (!needed[i]) continue;
    const word node = from.nodes[i];
    const op o = op_of(node);
    const int arity = arity_of(o), a = first_of(node), b = second_of(node);
    if (arity == 0) {
      is_full[i] = true;
      is_distinct[i] = o == op::symbol && !from.shapes[i].is_scalar();
    } else if (is_shape_operation(o) && o != op::matmul && o != op::outer) {
      is_full[i] = is_full[a] && !from.is_constant(a) && o != op::pad &&
                   (o != op::concatenate || (is_full[b] && !from.is_constant(b)));
      is_distinct[i] = is_distinct[a] && (o == op::transpose || o == op::reshape || o == op::row_sums || o == op::column_sums);
    } else {
      is_full[i] = true;
      for (int k = 0; k < arity; ++k) {
        is_full[i] &= is_full[operand_of(node, k)];
        is_distinct[i] |= is_distinct[operand_of(node, k)];
      }
      if (o == op::outer || (o == op::matmul && !from.shapes[b].is_vector())) is_distinct[i] = is_distinct[a] && is_distinct[b];
      else if (o == op::matmul) is_distinct[i] = is_distinct[a];
      is_distinct[i] &= is_full[i];
    }
    if (from.shapes[i].is_scalar() && !is_shape_operation(o)) continue;
    bounds.elements += from.shapes[i].size();
    const long long cost = cost_of_unrolling(from, i);
    bounds.most += cost;
    bounds.nodes += cost > 0;
    const bool adds_up = is_shape_operation(o) && o != op::outer;  // n numbers in n - 1 operations
    if (arity != 0 && cost > 0 && (is_distinct[i] || (is_distinct[a] && from.shapes[i].is_scalar())))
      bounds.least += adds_up ? cost - from.shapes[i].size() : cost;
  }
  return bounds;
}

struct unrolling {
  const node_list& from;
  builder& to;
  long long most;                 // made of operations on vectors and matrices: unrolling stops there
  int first[most_nodes]{};        // of a node's elements, in
  int elements[most_elements]{};  // the nodes that they became
  bool needed[most_nodes]{};
  bool is_of_vectors[most_nodes]{};  // of the nodes in `to`: made of an operation on vectors or matrices
  int uses[most_nodes]{};
  int added_to[most_nodes]{};     // of a pad: the sum that it is a part of and nothing else, plus one
  int used = 0;
  int made_of_vectors = 0;
  bool has_stopped = false;
  bool keeps_powers = false;  // where derivatives are taken of them

  constexpr unrolling(const node_list& source, builder& target, long long most_made = most_nodes)
      : from(source), to(target), most(most_made) {}

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

  /// Finds vectors with zeros around them that are only added to others: the parts of a gradient by a vector of which
  /// each element is used on its own. Their zeros are added to nothing, so that n such parts take n steps.
  constexpr void find_added_pads() {
    for (int i = 0; i < from.size; ++i)
      if (needed[i])
        for (int k = 0; k < arity_of(from.nodes[i]); ++k) ++uses[operand_of(from.nodes[i], k)];
    for (int i = 0; i < from.size; ++i) {
      if (!needed[i] || from.op_at(i) != op::add) continue;
      const int a = from.first(i), b = from.second(i);
      if (from.shapes[a] != from.shapes[b]) continue;
      if (is_lone_pad(b)) added_to[b] = i + 1;
      else if (is_lone_pad(a)) added_to[a] = i + 1;
    }
  }
  constexpr bool is_lone_pad(int i) const { return from.op_at(i) == op::pad && uses[i] == 1; }

  /// The sum of a vector and one with zeros around it, in the vector's own place where nothing else reads that.
  constexpr void add_padded(int i, int vector, int pad) {
    const int inner = from.first(pad), begin = static_cast<int>(from.value(from.second(pad)));
    if (uses[vector] == 1) first[i] = first[vector];
    else
      for (int e = 0; e < from.shapes[i].size(); ++e) add(at(vector, e));
    for (int e = 0; e < from.shapes[inner].size(); ++e) {
      int& sum = elements[first[i] + begin + e];
      sum = to.apply(op::add, sum, at(inner, e));
    }
  }

  constexpr void move_elements(int i) {
    const word node = from.nodes[i];
    const op o = op_of(node);
    if (o == op::add && from.has_shapes) {
      if (added_to[second_of(node)] == i + 1) return add_padded(i, first_of(node), second_of(node));
      if (added_to[first_of(node)] == i + 1) return add_padded(i, second_of(node), first_of(node));
    }
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
    if (from.has_shapes) {
      for (int k = 0; k < count; ++k) ++uses[roots[k]];
      find_added_pads();
    }
    for (int i = 0; i < from.size && !has_stopped; ++i) {
      if (!needed[i] || added_to[i] != 0) continue;
      const bool is_scalar = from.shapes[i].is_scalar() && !is_shape_operation(from.op_at(i));
      if (is_scalar && used < most_elements) {
        move(i);
        continue;
      }
      if (used + from.shapes[i].size() > most_elements) {
        to.refuse(fault::too_many_nodes);
        has_stopped = true;
        return 0;
      }
      const int before = to.size;
      move(i);
      for (int made = before; made < to.size; ++made) is_of_vectors[made] = true;
      made_of_vectors += to.size - before;
      has_stopped = made_of_vectors > most;
    }
    if (has_stopped) return 0;
    int total = 0;
    for (int k = 0; k < count; ++k)
      for (int e = 0; e < from.shapes[roots[k]].size(); ++e) outputs[total++] = at(roots[k], e);
    return total;
  }

  /// The operations that the outputs need and that were made of operations on vectors and matrices.
  constexpr int operations_left(const int* outputs, int count) const {
    bool reached[most_nodes]{};
    mark_needed(to, outputs, count, reached);
    int left = 0;
    for (int i = 0; i < to.size; ++i) left += reached[i] && is_of_vectors[i] && arity_of(to.nodes[i]) != 0;
    return left;
  }
};

}  // namespace symdiff::detail
