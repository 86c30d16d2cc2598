// SPDX-License-Identifier: BSL-1.0
#pragma once
// How a node is read: which of its operands are expressions and which are sizes, and what was written as one function,
// such as norm(v) for the root of the sum of its squares.
#include <iterator>
#include <symdiff/functions/exponential.hpp>
#include <symdiff/graph/shapes.hpp>
#include <symdiff/print/view.hpp>
#include <symdiff/shape/reductions.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// How something is written as text and in LaTeX. `#1` and `#2` stand for the operands: `@1` in parentheses unless it is
/// a factor, `!1` unless it is an atom, `$1` unless it is an atom without index. `#s` is the result's shape, `#m` its
/// rows and `#n` its columns; `#r` and `#c` are the first operand's rows and columns; `#f` is a position, `#e` the one
/// behind the last. `#i` and `#j` are the row and column of an element.
struct written_form {
  const char* text;
  const char* latex;
  bool is_product = false, is_power = false;  // in LaTeX; else an atom
};

/// The operations that change shapes, by their index less `first_shape_operation`. A stack is written by its parts.
inline constexpr written_form shape_forms[]{
    {"sum(#1)", "\\operatorname{sum}\\left(#1\\right)"},
    {"row_sums(#1)", "@1 \\mathbf{1}_{#c}", true},
    {"column_sums(#1)", "!1^{\\top} \\mathbf{1}_{#r}", true},
    {"max(#1)", "\\max\\left(#1\\right)"},
    {"shift(#1)", "\\operatorname{shift}\\left(#1\\right)"},
    {"matmul(#1, #2)", "@1 @2", true},
    {"outer(#1, #2)", "@1 !2^{\\top}", true},
    {"transpose(#1)", "!1^{\\top}", false, true},
    {"reshape(#1, #s)", "\\operatorname{reshape}_{#s}\\left(#1\\right)"},
    {"!1[#f:#e]", "$1_{#f:#e}"},
    {"!1[#f]", "$1_{#f}"},
    {"pad(#1, #f, #s)", "\\operatorname{pad}_{#f, #s}\\left(#1\\right)"},
    {"", ""},
    {"broadcast_rows(#1, #m)", "\\mathbf{1}_{#m} !1^{\\top}", true},
    {"broadcast_columns(#1, #n)", "@1 \\mathbf{1}_{#n}^{\\top}", true},
    {"fill(#1, #s)", "@1 \\mathbf{1}_{#s}", true},
    {"positions(#s)", "\\left(0, 1, \\ldots\\right)_{#s}"},
    {"", ""},
    {"", ""},
    {"", ""},  // components are in graphs that are unrolled
    {"diff<#f>(#1, #2)", "\\frac{\\partial^{#f}}{\\partial $2^{#f}} @1", true}};
static_assert(std::size(shape_forms) == shape_operation_count, "every operation on shapes has its forms");

inline constexpr written_form norm_form{"norm(#1)", "\\left\\lVert #1\\right\\rVert"},
    square_root_form{"sqrt(#1)", "\\sqrt{#1}"},
    squared_norm_form{"sum(!1^2)", "\\left\\lVert #1\\right\\rVert^{2}", false, true},
    log_sum_exp_form{"log_sum_exp(#1)", "\\operatorname{log\\,sum\\,exp}\\left(#1\\right)"},
    softmax_form{"softmax(#1)", "\\operatorname{softmax}\\left(#1\\right)"},
    log_softmax_form{"log_softmax(#1)", "\\operatorname{log\\,softmax}\\left(#1\\right)"},
    matrix_element_form{"!1[#i, #j]", "$1_{#i,#j}"}, matrix_row_form{"!1[#i, :]", "$1_{#i,:}"},
    single_form{"stack(#1)", "\\begin{bmatrix} #1 \\end{bmatrix}"}, ones_form{"fill(#1, #s)", "\\mathbf{1}_{#s}"};

struct reading {
  int count = 0;  // of operands
  int operand[3]{};
  const written_form* form = nullptr;  // null for what goes by element, and for stacks
  int row = 0, column = 0;             // of an element of a matrix; row alone of a row
};

/// How many of a node's operands are expressions; what follows are sizes and positions.
constexpr int expression_count(word node) {
  return value_operands(op_of(node));
}

/// A template, so that it costs only where something is printed.
template <class = void>
struct reader {
  const graph_view& g;

  constexpr int first(int i) const { return first_of(g.nodes[i]); }
  constexpr int second(int i) const { return second_of(g.nodes[i]); }
  constexpr bool is(int i, op o) const { return g.op_at(i) == o; }

  /// v, where node i is v - shift(v); else -1.
  constexpr int shifted(int i) const {
    if (!is(i, op::subtract) || !is(second(i), op::shift) || first(second(i)) != first(i)) return -1;
    return first(i);
  }
  /// The v of a softmax or log_sum_exp of v - shift(v), which is that of v, less the shift.
  constexpr int log_of_sum(int i) const { return is(i, op::log_sum_exp) ? shifted(second(i)) : -1; }
  /// Where node i is sum(square(v)).
  constexpr int sum_of_squares(int i) const { return is(i, op::sum) && is(first(i), op::square) ? first(first(i)) : -1; }

  /// The matrix that node i makes a vector of; else -1.
  constexpr int flattened(int i) const {
    return is(i, op::reshape) && g.shapes[i].is_vector() && g.shapes[first(i)].is_matrix() ? first(i) : -1;
  }

  constexpr static reading as(const written_form& form, int v) { return {1, {v}, &form}; }

  constexpr reading read_function(int i) const {
    const op o = g.op_at(i);
    const int a = first(i), b = second(i);
    if (o == code_of_row<norm_fn>()) {
      const int v = sum_of_squares(a);
      return v >= 0 ? as(norm_form, v) : as(square_root_form, a);
    }
    if (o == op::sum && sum_of_squares(i) >= 0) return as(squared_norm_form, sum_of_squares(i));
    if (o == op::add) {
      const int v = is(a, op::shift) ? first(a) : is(b, op::shift) ? first(b) : -1;
      if (v >= 0 && log_of_sum(is(a, op::shift) ? b : a) == v) return as(log_sum_exp_form, v);
    }
    if (o == op::softmax) return as(softmax_form, shifted(b) >= 0 ? shifted(b) : b);
    if (o == op::log_sum_exp) return as(log_sum_exp_form, b);
    if (o == op::subtract && shifted(a) >= 0 && log_of_sum(b) == shifted(a)) return as(log_softmax_form, shifted(a));
    return {};
  }

  constexpr reading operator()(int i) const {
    const word node = g.nodes[i];
    const op o = op_of(node);
    if (const reading r = read_function(i); r.count != 0) return r;
    if (o == op::element || o == op::slice) {
      const int matrix = flattened(first(i)), at = g.size_at(i, 1);
      const int columns = matrix < 0 ? 0 : g.shapes[matrix].columns;
      if (matrix >= 0 && o == op::element) return {1, {matrix}, &matrix_element_form, at / columns, at % columns};
      if (matrix >= 0 && at % columns == 0 && g.size_at(i, 2) == columns)
        return {1, {matrix}, &matrix_row_form, at / columns};
    }
    reading r{expression_count(node), {first(i), second(i), third_of(node)}};
    if (is_shape_operation(o) && o != op::concatenate) r.form = &shape_forms[index_of(o) - first_shape_operation];
    if (o == op::derivative) r.operand[r.count++] = third_of(node);
    if (o == op::fill && g.shapes[i] == shape{1, 0}) r.form = &single_form;
    else if (o == op::fill && is(first(i), op::constant) && g.value(first(i)) == 1) r.form = &ones_form;
    return r;
  }
};

/// Gives a graph the shapes of all its nodes, in an array as long.
constexpr void infer_shapes(graph_view& g, shape* shapes) {
  g.shapes = shapes;
  for (int i = 0; i < g.node_count; ++i) {
    const word node = g.nodes[i];
    if (op_of(node) == op::symbol) shapes[i] = g.symbols[first_of(node)].dimensions;
    else if (arity_of(node) != 0)
      shapes[i] = infer_shape(g, op_of(node), first_of(node), second_of(node), third_of(node)).result;
  }
}

}  // namespace symdiff::detail
