// SPDX-License-Identifier: BSL-1.0
#pragma once
// What the compiler says about operands whose shapes do not fit: a sentence, and in the name of a type which operands
// they are. Nothing here is evaluated where all is well.
#include <symdiff/functions/named_constants.hpp>
#include <symdiff/functions/row.hpp>
#include <symdiff/graph/refusal.hpp>
#include <symdiff/graph/shapes.hpp>
#include <symdiff/notation/expression.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// Text as a template argument: g++ writes it as text, clang only its characters one by one.
template <int Size>
struct message {
  char text[std::size_t{Size + 1}]{};
};
template <message Text, char... Characters>
struct shown_text {};

/// Writes into a text as long as the longest.
struct message_writer {
  message<400> text;
  int size = 0;

  constexpr bool is_full(int most = 400) const { return size >= most; }
  constexpr void put(char c) {
    if (!is_full()) text.text[size++] = c;
  }
  constexpr void put(const char* s) {
    for (; *s != '\0'; ++s) put(*s);
  }
  constexpr void put(long long n) {
    if (n < 0) put('-');
    const auto bits = static_cast<unsigned long long>(n), left = n < 0 ? -bits : bits;
    unsigned long long unit = 1;
    while (left / unit >= 10) unit *= 10;
    for (; unit != 0; unit /= 10) put(static_cast<char>('0' + left / unit % 10));
  }
  /// Whole numbers as such, others to three digits behind the point.
  constexpr void put_number(double x) {
    if (!(x < 1e15 && x > -1e15)) return put("number");
    if (x < 0) put('-');
    if (x < 0) x = -x;
    const auto thousandths = static_cast<long long>(x * 1000 + 0.5);  // NOLINT: lround is not constexpr
    put(thousandths / 1000);
    if (thousandths % 1000 == 0) return;
    put('.');
    for (long long unit = 100, rest = thousandths % 1000; rest != 0; rest %= unit, unit /= 10)
      put(static_cast<char>('0' + rest / unit));
  }
  constexpr void put_shape(const shape& s) {
    if (s.is_scalar()) return put("a scalar");
    put(static_cast<long long>(s.rows));
    if (!s.is_matrix()) return;
    put('x');
    put(static_cast<long long>(s.columns));
  }
};

/// The name of an operation that may be a row's.
template <class List>
struct row_names;
template <class... Rows>
struct row_names<row_list<Rows...>> {
  static constexpr const char* of[sizeof...(Rows)]{Rows::name...};
};
template <class Rows>
constexpr const char* name_of_operation(op o, const user_row* const* rows) {
  if (is_shape_operation(o)) return shape_operation_names[index_of(o) - first_shape_operation];
  if (index_of(o) >= first_user_row) return rows[index_of(o) - first_user_row]->name;
  return row_names<Rows>::of[index_of(o) - index_of(op::add)];
}

/// An operand, up to about 60 characters of it.
template <class Rows, class Graph>
constexpr void write_operand(message_writer& w, const Graph& g, int i, int most, bool inside = false) {
  const word node = g.nodes[i];
  const op o = op_of(node);
  if (w.is_full(most)) return w.put("...");
  switch (o) {
    case op::symbol: return w.put(g.symbols[first_of(node)].name.text);
    case op::constant: return w.put_number(g.constants[first_of(node)]);
    case op::number: return w.put("number");
    case op::named: return w.put(named_constants[first_of(node)].name);
    default: break;
  }
  const char* name = name_of_operation<Rows>(o, g.rows);
  const bool is_infix = arity_of(o) == 2 && !((name[0] >= 'a' && name[0] <= 'z') || (name[0] >= 'A' && name[0] <= 'Z'));
  if (!is_infix) w.put(o == op::negate ? "-" : name);
  const bool parenthesised = o == op::negate ? false : is_infix ? inside : true;
  if (parenthesised) w.put('(');
  for (int k = 0; k < arity_of(o); ++k) {
    if (k > 0 && is_infix) w.put(' ');
    if (k > 0) w.put(is_infix ? name : ",");
    if (k > 0) w.put(' ');
    write_operand<Rows>(w, g, k == 0 ? first_of(node) : k == 1 ? second_of(node) : third_of(node), most, is_infix || o == op::negate);
  }
  if (parenthesised) w.put(')');
}

template <class Rows, class E>
constexpr void write_operand_and_shape(message_writer& w) {
  write_operand<Rows>(w, E::graph, E::graph.node_count - 1, w.size + 60);
  w.put(" is ");
  w.put_shape(E::graph.result);
}

/// "matmul: W is 30x784 but h is 10". Of an operation that takes sizes, those stand behind: "reshape: w is 3 (2, 2)".
template <class Rows, op Operation, class First, class... Rest>
constexpr message_writer describe() {
  message_writer w;
  w.put(name_of_operation<Rows>(Operation, nullptr));
  w.put(": ");
  write_operand_and_shape<Rows, First>(w);
  constexpr bool takes_sizes = is_shape_operation(Operation) && Operation != op::matmul && Operation != op::outer;
  int k = 0;
  [[maybe_unused]] const auto next = [&]<class E>(E*) {
    if constexpr (takes_sizes) {
      w.put(k++ == 0 ? " (" : ", ");
      w.put_number(E::graph.constants[0]);
    } else {
      w.put(k++ == 0 ? " but " : " and ");
      write_operand_and_shape<Rows, E>(w);
    }
  };
  (next(static_cast<Rest*>(nullptr)), ...);
  if (takes_sizes && k != 0) w.put(')');
  return w;
}

template <int Size>
constexpr message<Size> shortened(const message_writer& w) {
  message<Size> exact;
  for (int i = 0; i < Size; ++i) exact.text[i] = w.text.text[i];
  return exact;
}

template <message Text, std::size_t... I>
constexpr auto show_text(std::index_sequence<I...>) {
  return shown_text<Text, Text.text[I]...>{};
}

template <class Rows, op Operation, class... E>
constexpr auto show_operands() {
  constexpr message_writer w = describe<Rows, Operation, E...>();
  return show_text<shortened<w.size>(w)>(std::make_index_sequence<static_cast<std::size_t>(w.size)>{});
}

template <op Operation, class Operands>
constexpr void unfit_shapes(Operands) {
  static_assert(Operation != op::matmul, "matmul: the first must have as many columns as the second has rows; what they are "
                                         "stands in unfit_shapes<...>, transpose(A) exchanges rows and columns");
  static_assert(Operation != op::outer, "outer: both operands must be vectors; what they are stands in unfit_shapes<...>");
  static_assert(Operation != op::transpose, "transpose: only a matrix can be transposed; what the operand is stands in "
                                            "unfit_shapes<...>, products take vectors as they are, matmul(v, A) and dot(u, v)");
  static_assert(Operation != op::row_sums && Operation != op::column_sums,
                "row_sums, column_sums: only a matrix has rows and columns; what the operand is stands in unfit_shapes<...>, "
                "sum(v) adds the elements of a vector");
  static_assert(Operation != op::reshape, "reshape: the new shape must hold as many numbers as the operand has; what it is, and "
                                          "the sizes, stand in unfit_shapes<...>");
  static_assert(Operation != op::slice, "slice: slice<first, count>(v) takes elements that a vector has, the first of which is "
                                        "0; what the operand is, and (first, count), stand in unfit_shapes<...>");
  static_assert(Operation != op::element, "element: element<i>(v) takes an element that a vector has, the first of which is 0; "
                                          "what the operand is, and (i), stand in unfit_shapes<...>, of a matrix take "
                                          "element<i, j>(A)");
  static_assert(Operation != op::broadcast_rows && Operation != op::broadcast_columns,
                "broadcast_rows, broadcast_columns: only a vector can be repeated, at least once; what the operand is, and "
                "how often, stand in unfit_shapes<...>");
  static_assert(Operation != op::where, "where: the condition and both values must have the same shape, or be scalars; what "
                                        "they are stands in unfit_shapes<...>");
  static_assert(is_shape_operation(Operation) || Operation == op::where,
                "symdiff: operands of different shapes meet element by element; what they are stands in unfit_shapes<...>, only "
                "a scalar goes with every shape");
  static_assert(Operation != op::concatenate && Operation != op::fill && Operation != op::pad,
                "symdiff: the shapes of operands do not fit; what they are stands in unfit_shapes<...>");
}

template <class Rows, op Operation, class... E>
constexpr void refuse_shapes() {
  unfit_shapes<Operation>(show_operands<Rows, Operation, E...>());
}

}  // namespace symdiff::detail
