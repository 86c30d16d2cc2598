// SPDX-License-Identifier: BSL-1.0
#pragma once
// How a node is read: which of its operands are expressions and which are sizes, and what was written as one function,
// such as norm(v) for the root of the sum of its squares.
#include <symdiff/functions/exponential.hpp>
#include <symdiff/graph/shapes.hpp>
#include <symdiff/print/view.hpp>
#include <symdiff/shape/reductions.hpp>

namespace symdiff::detail {

/// What a node stands for.
enum class form { operation, norm, square_root, squared_norm, log_sum_exp, softmax, log_softmax, matrix_element, matrix_row };

struct reading {
  form what = form::operation;
  int count = 0;       // of operands
  int operand[3]{};
  int row = 0, column = 0;  // of an element of a matrix; row alone of a row
};

/// How many of a node's operands are expressions; what follows are sizes and positions.
inline int expression_count(word node) {
  const op o = op_of(node);
  if (!is_shape_operation(o)) return arity_of(node);
  return o == op::positions ? 0 : o == op::matmul || o == op::outer || o == op::concatenate ? 2 : 1;
}

struct reader {
  const graph_view& g;

  int first(int i) const { return first_of(g.nodes[i]); }
  int second(int i) const { return second_of(g.nodes[i]); }
  bool is(int i, op o) const { return g.op_at(i) == o; }

  /// v, where node i is v - shift(v); else -1.
  int shifted(int i) const {
    if (!is(i, op::subtract) || !is(second(i), op::shift) || first(second(i)) != first(i)) return -1;
    return first(i);
  }
  /// Where node i is exp(v - shift(v)).
  int exponential(int i) const { return is(i, code_of_row<exp_fn>()) ? shifted(first(i)) : -1; }
  int sum_of_exponentials(int i) const { return is(i, op::sum) ? exponential(first(i)) : -1; }
  int log_of_sum(int i) const { return is(i, code_of_row<log_fn>()) ? sum_of_exponentials(first(i)) : -1; }
  /// Where node i is sum(square(v)).
  int sum_of_squares(int i) const { return is(i, op::sum) && is(first(i), op::square) ? first(first(i)) : -1; }

  /// The matrix that node i makes a vector of; else -1.
  int flattened(int i) const {
    return is(i, op::reshape) && g.shapes[i].is_vector() && g.shapes[first(i)].is_matrix() ? first(i) : -1;
  }

  static reading whole_form(form f, int v) { return {f, 1, {v}}; }

  reading read_function(int i) const {
    const op o = g.op_at(i);
    const int a = first(i), b = second(i);
    if (o == code_of_row<norm_fn>()) {
      const int v = sum_of_squares(a);
      return v >= 0 ? whole_form(form::norm, v) : whole_form(form::square_root, a);
    }
    if (o == op::sum && sum_of_squares(i) >= 0) return whole_form(form::squared_norm, sum_of_squares(i));
    if (o == op::add) {
      const int v = is(a, op::shift) ? first(a) : is(b, op::shift) ? first(b) : -1;
      if (v >= 0 && log_of_sum(is(a, op::shift) ? b : a) == v) return whole_form(form::log_sum_exp, v);
    }
    if (o == op::divide && exponential(a) >= 0 && sum_of_exponentials(b) == exponential(a))
      return whole_form(form::softmax, exponential(a));
    if (o == op::subtract && shifted(a) >= 0 && log_of_sum(b) == shifted(a)) return whole_form(form::log_softmax, shifted(a));
    return {};
  }

  reading operator()(int i) const {
    const word node = g.nodes[i];
    const op o = op_of(node);
    if (const reading r = read_function(i); r.count != 0) return r;
    if (o == op::element || o == op::slice) {
      const int matrix = flattened(first(i)), at = g.size_at(i, 1);
      const int columns = matrix < 0 ? 0 : g.shapes[matrix].columns;
      if (matrix >= 0 && o == op::element) return {form::matrix_element, 1, {matrix}, at / columns, at % columns};
      if (matrix >= 0 && at % columns == 0 && g.size_at(i, 2) == columns)
        return {form::matrix_row, 1, {matrix}, at / columns};
    }
    reading r{form::operation, arity_of(node), {first(i), second(i), third_of(node)}};
    r.count = expression_count(node);
    return r;
  }
};

/// Gives a graph the shapes of all its nodes, in an array as long.
inline void infer_shapes(graph_view& g, shape* shapes) {
  g.shapes = shapes;
  for (int i = 0; i < g.node_count; ++i) {
    const word node = g.nodes[i];
    if (op_of(node) == op::symbol) shapes[i] = g.symbols[first_of(node)].dimensions;
    else if (arity_of(node) != 0)
      shapes[i] = infer_shape(g, op_of(node), first_of(node), second_of(node), third_of(node)).result;
  }
}

}  // namespace symdiff::detail
