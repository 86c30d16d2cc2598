// SPDX-License-Identifier: BSL-1.0
#pragma once
// The shapes of nodes, and the identities of operations that change them. Other operations go element by element, a
// scalar with every element.
#include <iterator>
#include <symdiff/graph/builder.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// By index less `first_shape_operation`.
inline constexpr const char* shape_operation_names[]{
    "sum", "row_sums", "column_sums", "max", "shift", "matmul", "outer", "transpose", "reshape", "slice", "element", "pad",
    "stack", "broadcast_rows", "broadcast_columns", "fill", "positions", "softmax", "log_sum_exp", "component", "derivative"};
static_assert(std::size(shape_operation_names) == shape_operation_count, "every operation on shapes has its name");

/// How many operands of an operation are values: positions and sizes are not.
constexpr int value_operands(op o) {
  switch (shape_op_of(o)) {
    case shape_op::by_element:
    case shape_op::sum:
    case shape_op::row_sums:
    case shape_op::column_sums:
    case shape_op::maximum:
    case shape_op::shift:
    case shape_op::matmul:
    case shape_op::outer:
    case shape_op::transpose:
    case shape_op::concatenate:
    case shape_op::softmax:
    case shape_op::log_sum_exp:
    case shape_op::component: return arity_of(o);
    case shape_op::reshape:
    case shape_op::slice:
    case shape_op::element:
    case shape_op::pad:
    case shape_op::broadcast_rows:
    case shape_op::broadcast_columns:
    case shape_op::fill:
    case shape_op::derivative: return 1;
    case shape_op::positions: return 0;
  }
  return 0;
}

/// The whole number that a node is, an exact constant.
template <class Nodes>
constexpr int whole(const Nodes& b, int i) { return static_cast<int>(b.value(i)); }

/// The shape that operands have in common, or those of `refused` where they differ.
template <class Nodes>
constexpr shape common_shape(const Nodes& b, int i, int k, bool& differ) {
  const shape x = b.shapes[i], y = b.shapes[k];
  differ |= !x.is_scalar() && !y.is_scalar() && x != y;
  return x.is_scalar() ? y : x;
}

/// A scalar counts as a vector of one.
constexpr int length_of(const shape& s) { return s.size(); }

struct shape_result {
  shape result{};
  fault flaw = fault::none;
};

/// The shape of an operation's result, or what is wrong with those of its operands.
template <class Nodes>
constexpr shape_result infer_shape(const Nodes& b, op o, int i, int k, int l) {
  const shape x = b.shapes[i];
  const auto give = [](shape s, bool fits, fault flaw = fault::unfit_shape) {
    return fits ? shape_result{s} : shape_result{{}, flaw};
  };
  switch (shape_op_of(o)) {
    case shape_op::sum:
    case shape_op::maximum:
    case shape_op::shift: return {};
    case shape_op::row_sums: return give({x.rows, 0}, x.is_matrix());
    case shape_op::column_sums: return give({x.columns, 0}, x.is_matrix());
    case shape_op::matmul: {
      const shape y = b.shapes[k];
      return give({x.rows, y.columns}, x.is_matrix() && !y.is_scalar() && x.columns == y.rows);
    }
    case shape_op::outer: return give({x.rows, b.shapes[k].rows}, x.is_vector() && b.shapes[k].is_vector());
    case shape_op::transpose: return give({x.columns, x.rows}, x.is_matrix());
    case shape_op::reshape: {
      const shape s{whole(b, k), whole(b, l)};
      return give(s, s.rows >= 0 && s.columns >= 0 && (s.rows > 0 || s.columns == 0) && s.size() == x.size());
    }
    case shape_op::slice: {
      const int first = whole(b, k), count = whole(b, l);
      return give({count, 0}, x.is_vector() && first >= 0 && count > 0 && first + count <= x.rows,
                  x.is_vector() ? fault::outside_shape : fault::unfit_shape);
    }
    case shape_op::element:
      return give({}, x.is_vector() && whole(b, k) >= 0 && whole(b, k) < x.rows,
                  x.is_vector() ? fault::outside_shape : fault::unfit_shape);
    case shape_op::pad: return give({whole(b, l), 0}, !x.is_matrix());
    case shape_op::concatenate:
      return give({length_of(x) + length_of(b.shapes[k]), 0}, !x.is_matrix() && !b.shapes[k].is_matrix());
    case shape_op::broadcast_rows: return give({whole(b, k), x.rows}, x.is_vector() && whole(b, k) > 0);
    case shape_op::broadcast_columns: return give({x.rows, whole(b, k)}, x.is_vector() && whole(b, k) > 0);
    case shape_op::fill: return give({whole(b, k), whole(b, l)}, x.is_scalar());
    case shape_op::positions: return {{whole(b, i), 0}};
    case shape_op::softmax:
    case shape_op::log_sum_exp: return {x};
    case shape_op::component:
    case shape_op::derivative: return {};
    case shape_op::by_element: {
      shape_result s{x};
      bool differ = false;
      if (arity_of(o) > 1) s.result = common_shape(b, i, k, differ);
      if (arity_of(o) > 2) {
        const shape third = b.shapes[l];
        differ |= !third.is_scalar() && !s.result.is_scalar() && third != s.result;
        if (s.result.is_scalar()) s.result = third;
      }
      return give(s.result, !differ, fault::unequal_shapes);
    }
  }
  return {{}, fault::unknown_operation};
}

/// The shape of a node that is about to be added.
constexpr shape shape_of(const builder& b, word node) {
  const op o = op_of(node);
  if (o == op::symbol) return b.symbols[first_of(node)].dimensions;
  if (arity_of(o) == 0) return {};
  return infer_shape(b, o, first_of(node), second_of(node), third_of(node)).result;
}

/// A scalar as every element of a shape.
constexpr int filled(builder& g, int i, const shape& s) {
  if (g.shapes[i] == s) return i;
  return g.put(op::fill, i, g.constant(s.rows), g.constant(s.columns));
}

/// The scalar that a node has in every element, or the node.
constexpr int unfilled(const builder& g, int i) { return g.op_at(i) == op::fill ? g.first(i) : i; }

constexpr bool is_zero(const builder& g, int i) { return g.is_constant(unfilled(g, i), 0); }

/// The sum over all elements of a shape, of which the node may be the scalar in each.
constexpr int total(builder& g, int i, const shape& s) {
  const int x = unfilled(g, i);
  if (!g.shapes[x].is_scalar()) return g.apply(op::sum, x);
  return s.is_scalar() ? x : g.apply(op::multiply, g.constant(s.size()), x);
}

/// The element at a position of a vector, where it is an expression's own.
constexpr int element_at(builder& g, int v, int position) {
  switch (g.op_at(v)) {
    case op::concatenate: {
      const int left = g.first(v), size = length_of(g.shapes[left]);
      const int part = position < size ? left : g.second(v), at = position < size ? position : position - size;
      return g.shapes[part].is_scalar() ? part : g.apply(op::element, part, g.constant(at));
    }
    case op::slice: return g.apply(op::element, g.first(v), g.constant(position + whole(g, g.second(v))));
    case op::fill: return g.first(v);
    case op::positions: return g.constant(position);
    case op::pad: {
      const int at = position - whole(g, g.second(v)), part = g.first(v);
      if (at < 0 || at >= length_of(g.shapes[part])) return g.constant(0);
      return g.shapes[part].is_scalar() ? part : g.apply(op::element, part, g.constant(at));
    }
    default: return -1;
  }
}

/// The simpler node for an operation that changes shapes, or -1. All are exact.
constexpr int simplify_shapes(builder& g, op o, int a, int b, int c) {
  const op oa = g.op_at(a);
  switch (o) {
    case op::sum:
      if (g.shapes[a].is_scalar()) return a;
      if (oa == op::fill) return total(g, a, g.shapes[a]);                                  // sum(s, ..., s) = n s
      if (oa == op::negate) return g.apply(op::negate, g.apply(op::sum, g.first(a)));        // sum(-v) = -sum(v)
      if (oa == op::pad || oa == op::transpose || oa == op::reshape) return g.apply(op::sum, g.first(a));
      return -1;
    case op::maximum:
      if (g.shapes[a].is_scalar()) return a;
      return oa == op::fill || oa == op::transpose || oa == op::reshape ? g.apply(o, g.first(a)) : -1;
    case op::transpose: return oa == op::transpose ? g.first(a) : -1;                       // (Aᵀ)ᵀ = A
    case op::reshape: {
      const shape s{whole(g, b), whole(g, c)};
      if (g.shapes[a] == s) return a;
      if (oa == op::reshape) return g.apply(op::reshape, g.first(a), b, c);
      return -1;
    }
    case op::slice:
      if (whole(g, b) == 0 && whole(g, c) == g.shapes[a].rows) return a;
      if (oa == op::slice)
        return g.apply(op::slice, g.first(a), g.constant(whole(g, b) + whole(g, g.second(a))), c);
      return -1;
    case op::element: return element_at(g, a, whole(g, b));
    case op::pad:
      if (whole(g, b) == 0 && whole(g, c) == g.shapes[a].rows) return a;
      return is_zero(g, a) ? g.constant(0) : -1;
    case op::row_sums: return oa == op::transpose ? g.apply(op::column_sums, g.first(a)) : -1;
    case op::column_sums: return oa == op::transpose ? g.apply(op::row_sums, g.first(a)) : -1;
    case op::fill: return oa == op::fill ? g.first(a) : -1;
    case op::matmul:
    case op::outer: return is_zero(g, a) || is_zero(g, b) ? g.constant(0) : -1;
    default: return -1;
  }
}

/// The node after identities. One that turned into a scalar, as 0 * v does, fills the shape of the operation.
constexpr int apply_shaped(builder& g, op o, int a, int b, int c) {
  const auto [expected, flaw] = infer_shape(g, o, a, b, c);
  if (flaw != fault::none) {
    if (g.flaw == fault::none) g.flaw = flaw;
    return a;
  }
  int simpler;
  if (is_shape_operation(o)) {
    simpler = simplify_shapes(g, o, a, b, c);
  } else {
    a = unfilled(g, a);
    if (arity_of(o) > 1) b = unfilled(g, b);
    if (arity_of(o) > 2) c = unfilled(g, c);
    simpler = simplify(g, o, a, b, c);
  }
  const int result = simpler >= 0 ? simpler : g.put(o, a, b, c);
  return g.shapes[result] == expected || g.flaw != fault::none ? result : filled(g, result, expected);
}

}  // namespace symdiff::detail
