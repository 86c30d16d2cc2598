// SPDX-License-Identifier: BSL-1.0
#pragma once
// The vocabulary of a graph: operation codes, nodes packed into one word, symbols, and the structural
// value that an expression carries as its template argument.
#include <cstddef>
#include <cstdint>
#include <symdiff/instruction_set.hpp>

namespace SYMDIFF_NAMESPACE {

/// What a symbol stands for: a parameter is what derivatives are taken for and optimizers step; an
/// input is data. A direction is what a Hessian-vector product multiplies by; it has its parameter's name.
enum class symbol_kind : unsigned char { parameter, input, direction };

/// The longest name of a symbol, in characters.
inline constexpr std::size_t longest_name = 31;

/// A symbol's name.
struct name_text {
  char text[longest_name + 1];

  constexpr bool operator==(const name_text&) const = default;
};

/// A symbol's name as a template argument.
struct symbol_name {
  char text[longest_name + 1]{};

  constexpr symbol_name() = default;

  template <std::size_t Size>
  constexpr symbol_name(const char (&name)[Size]) {  // NOLINT: a string literal is a name
    static_assert(Size <= longest_name + 1,
                  "symdiff: a symbol's name is too long; it may have at most 31 characters");
    static_assert(Size > 1, "symdiff: a symbol's name is empty; give it at least one character");
    for (std::size_t i = 0; i < Size && i < longest_name && name[i] != '\0'; ++i) text[i] = name[i];
  }

  /// The name followed by a number: `symbol_name("x", 7)` is "x7".
  template <std::size_t Size>
  constexpr symbol_name(const char (&name)[Size], std::size_t index) : symbol_name(name) {
    std::size_t end = Size - 1;
    std::size_t unit = 1;
    while (index / unit >= 10) unit *= 10;
    for (; unit != 0; unit /= 10) text[end++] = static_cast<char>('0' + index / unit % 10);
  }

  constexpr operator name_text() const {  // NOLINT: it is one
    name_text name{};
    for (std::size_t i = 0; text[i] != '\0'; ++i) name.text[i] = text[i];  // g++ prints what was written
    return name;
  }

  constexpr bool operator==(const symbol_name&) const = default;
};

namespace detail {

/// A scalar has no rows and no columns, a vector has rows, a matrix (row-major) both. (Without initialisers of its
/// members, as all that stands in long arrays: where there are any, clang initialises element by element.)
struct shape {
  int rows, columns;

  constexpr bool is_scalar() const { return rows == 0; }
  constexpr bool is_vector() const { return rows != 0 && columns == 0; }
  constexpr bool is_matrix() const { return columns != 0; }
  /// How many numbers there are.
  constexpr int size() const { return rows == 0 ? 1 : columns == 0 ? rows : rows * columns; }

  constexpr bool operator==(const shape&) const = default;
};

/// An operation's code holds what the graph must know of it: an index (8 bits), how many operands it
/// has (2 bits), whether they may be exchanged, and whether it yields a condition.
constexpr std::uint16_t code(int index, int arity, bool commutative = false, bool condition = false) {
  return static_cast<std::uint16_t>(index | arity << 8 | commutative << 10 | condition << 11);
}

/// What changes shapes, by index, as an enumeration of its own: a switch over it has no `default`, and names them all, or
/// the compiler says which is missing. `by_element` is every other operation.
enum class shape_op : unsigned char {
  by_element,
  sum = 128,
  row_sums,
  column_sums,
  maximum,
  shift,
  matmul,
  outer,
  transpose,
  reshape,
  slice,
  element,
  pad,
  concatenate,
  broadcast_rows,
  broadcast_columns,
  fill,
  positions,
  softmax,
  log_sum_exp,
  component,
  derivative
};
inline constexpr int first_shape_operation = static_cast<int>(shape_op::sum);
inline constexpr int shape_operation_count = static_cast<int>(shape_op::derivative) - first_shape_operation + 1;
constexpr std::uint16_t code(shape_op o, int arity) { return code(static_cast<int>(o), arity); }

/// The operations that the graph itself knows, since identities speak of them. Indices from
/// `first_function` on belong to the rows of functions/, those from `first_user_row` on to a user's own.
enum class op : std::uint16_t {
  constant = code(0, 0),
  symbol = code(1, 0),
  number = code(2, 0),  // a plain number, carried by the expression object
  named = code(3, 0),  // pi and its like (functions/named_constants.hpp)
  add = code(4, 2, true),
  subtract = code(5, 2),
  multiply = code(6, 2, true),
  divide = code(7, 2),
  negate = code(8, 1),
  square = code(9, 1),
  power = code(10, 2),
  where = code(11, 3),
  less = code(12, 2, false, true),
  less_equal = code(13, 2, false, true),
  equal = code(14, 2, true, true),
  logical_not = code(15, 1, false, true),
  logical_and = code(16, 2, true, true),
  logical_or = code(17, 2, true, true),
  sample_mean = code(18, 1),
  sample_sum = code(19, 1),
  sine = code(20, 1),  // known, since the schedule puts them side by side
  cosine = code(21, 1),
  larger = code(22, 2, true),  // known, since the largest element of a vector is made of it
  power_log = code(23, 3),     // x^y log(x)^n, known, since powers and logarithms are shared with it
  logarithm = code(27, 1),     // rows of functions/ like others, known, since other operations are made of them
  square_root = code(31, 1),
  // What changes shapes (graph/shapes.hpp). Sizes and positions are operands, exact constants.
  sum = code(shape_op::sum, 1),
  row_sums = code(shape_op::row_sums, 1),
  column_sums = code(shape_op::column_sums, 1),
  maximum = code(shape_op::maximum, 1),
  shift = code(shape_op::shift, 1),  // the maximum, 0 where that is infinite; held fixed by derivatives
  matmul = code(shape_op::matmul, 2),
  outer = code(shape_op::outer, 2),
  transpose = code(shape_op::transpose, 1),
  reshape = code(shape_op::reshape, 3),  // rows, columns
  slice = code(shape_op::slice, 3),      // first, count
  element = code(shape_op::element, 2),  // position
  pad = code(shape_op::pad, 3),          // first, size: zeros around
  concatenate = code(shape_op::concatenate, 2),
  broadcast_rows = code(shape_op::broadcast_rows, 2),        // rows
  broadcast_columns = code(shape_op::broadcast_columns, 2),  // columns
  fill = code(shape_op::fill, 3),            // rows, columns: a scalar everywhere
  positions = code(shape_op::positions, 1),  // 0, 1, 2, ... of that size
  softmax = code(shape_op::softmax, 2),          // the first operand, which is softmax of the second, or
  log_sum_exp = code(shape_op::log_sum_exp, 2),  // log_sum_exp of it: derivatives know both by that (functions/softmax_nodes.hpp)
  component = code(shape_op::component, 0),  // one number of a vector or matrix that is a symbol
  derivative = code(shape_op::derivative, 3)  // order, symbol: that derivative of a scalar (graph/formal_derivatives.hpp)
};
inline constexpr int first_function = 24;
inline constexpr int first_user_row = 160;
inline constexpr int most_user_rows = 256 - first_user_row;

constexpr int index_of(op o) { return static_cast<int>(o) & 255; }
constexpr int arity_of(op o) { return static_cast<int>(o) >> 8 & 3; }
constexpr bool is_commutative(op o) { return (static_cast<int>(o) & 1 << 10) != 0; }
constexpr bool is_condition(op o) { return (static_cast<int>(o) & 1 << 11) != 0; }
constexpr bool is_shape_operation(op o) {
  return index_of(o) >= first_shape_operation && index_of(o) < first_user_row;
}
constexpr shape_op shape_op_of(op o) { return is_shape_operation(o) ? static_cast<shape_op>(index_of(o)) : shape_op::by_element; }
constexpr bool is_reduction(op o) { return o == op::sample_mean || o == op::sample_sum; }

/// A node is one word, since compilers store and compare words fastest at compile time: twelve bits of
/// operation and three operands of seventeen. A constant, symbol or number keeps its index in the first.
using word = std::uint64_t;

inline constexpr int most_nodes = 1 << 16;
inline constexpr int most_symbols = 1 << 10;
inline constexpr word operand_mask = (word{1} << 17) - 1;

constexpr word pack(op o, int a = 0, int b = 0, int c = 0) {
  return static_cast<word>(o) | static_cast<word>(a) << 12 | static_cast<word>(b) << 29 |
         static_cast<word>(c) << 46;
}
constexpr op op_of(word node) { return static_cast<op>(node & 4095); }
constexpr int arity_of(word node) { return static_cast<int>(node >> 8 & 3); }
constexpr int first_of(word node) { return static_cast<int>(node >> 12 & operand_mask); }
constexpr int second_of(word node) { return static_cast<int>(node >> 29 & operand_mask); }
constexpr int third_of(word node) { return static_cast<int>(node >> 46); }
constexpr int operand_of(word node, int k) { return k == 0 ? first_of(node) : k == 1 ? second_of(node) : third_of(node); }

struct symbol_id {
  name_text name;
  symbol_kind kind;
  shape dimensions;

  constexpr bool operator==(const symbol_id&) const = default;
};

struct builder;
struct row_limits;  // functions/limits.hpp

/// Why a graph is not what was asked for; evaluation.hpp has the sentences.
enum class fault : unsigned char {
  none,
  too_many_nodes,
  too_many_symbols,
  too_many_rows,
  too_deep_means,
  too_large_to_write_out,
  no_derivative,
  unequal_shapes,
  unfit_shape,
  outside_shape,
  unknown_operation,
  unwritten,
  too_high_order,
  no_formal_derivative,
  too_many_series
};

constexpr bool is_shape_fault(fault f) {
  return f == fault::unequal_shapes || f == fault::unfit_shape || f == fault::outside_shape;
}

/// What a graph must know of a user's own row: it names the row by a pointer to one of these, which is the
/// same in every graph (notation/function.hpp).
struct user_row {
  const char* name;
  word hash;
  int (*rule)(builder&, int node, int argument);  // the partial derivative, as a node
  const row_limits* limits;
};

/// A directed acyclic graph as a structural value. Operands stand before their users; the last node is
/// the root; equal expressions have equal graphs (see canonical.hpp).
template <int Nodes, int Constants, int Symbols, int Rows = 0>
struct graph {
  static constexpr int node_count = Nodes;
  static constexpr int constant_count = Constants;
  static constexpr int symbol_count = Symbols;
  static constexpr int row_count = Rows;

  word nodes[std::size_t{Nodes}]{};
  double constants[std::size_t{Constants == 0 ? 1 : Constants}]{};
  symbol_id symbols[std::size_t{Symbols == 0 ? 1 : Symbols}]{};
  const user_row* rows[std::size_t{Rows == 0 ? 1 : Rows}]{};
  shape result{};  // the root's

  constexpr bool operator==(const graph&) const = default;
};

constexpr graph<1, 0, 0> leaf_graph(op o, int index = 0) {
  graph<1, 0, 0> g;
  g.nodes[0] = pack(o, index);
  return g;
}

}  // namespace detail
}  // namespace symdiff
