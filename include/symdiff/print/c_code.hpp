// SPDX-License-Identifier: BSL-1.0
#pragma once
// Expressions as C: `to_c(e, "name")` and `gradient_to_c(e, "name")`, each a complete C99 source of one
// function. It is the program that evaluation runs, a statement for each operation.
#include <symdiff/derivative/gradient.hpp>
#include <symdiff/print/c_writer.hpp>

namespace SYMDIFF_NAMESPACE {
namespace detail {

template <class Row>
inline constexpr const char* c_line = Row::c_code;

template <class Row>
constexpr c_body c_body_of() {
  if constexpr (requires { std::extent_v<decltype(Row::c_code)>; Row::c_code[0][0]; })
    return {name_of_row<Row>(), Row::c_code, static_cast<int>(std::extent_v<decltype(Row::c_code)>)};
  else if constexpr (requires { Row::c_code; })
    return {name_of_row<Row>(), &c_line<Row>, 1};
  else
    return {name_of_row<Row>()};
}

/// A template of the row, so that the compiler's trace shows its name.
template <class Row>
constexpr bool require_c_code() {
  constexpr bool has_c_code = requires { Row::c_code; };
  static_assert(has_c_code,
                "to_c: a function of your own has no C code; add to its row the body of a C function of "
                "x (and y, z), as in static constexpr const char* c_code = \"return x * x;\"");
  return has_c_code;
}

/// The library's rows, by their index less `first_row`.
template <class List>
struct c_bodies;
template <class... Rows>
struct c_bodies<row_list<Rows...>> {
  static constexpr c_body of[]{c_body_of<Rows>()...};
};

/// A program without its pointers to a user's own rows, as `without_rows` of a graph.
template <int Codes, int Constants, int Leaves, int Symbols, int Components, int Rows, int Reductions, int Outputs>
constexpr auto without_rows(
    const program<Codes, Constants, Leaves, Symbols, Components, Rows, Reductions, Outputs>& from) {
  program<Codes, Constants, Leaves, Symbols, Components, 0, Reductions, Outputs> p;
  copy_program(p, from);
  return p;
}
template <class Source>
struct printable_program {
  static constexpr auto& value = Source::program;
};
template <class Source>
  requires(Source::program.row_count != 0)
struct printable_program<Source> {
  static constexpr auto value = without_rows(Source::program);
};

/// The C function of a source's program.
template <class Source, class E>
std::string write_c(const E& e, const char* name, const numbered_symbol* by, int by_count) {
  constexpr auto& p = printable_program<Source>::value;
  constexpr int number_count = parts<E>::number_count;
  std::string numbers[std::size_t{number_count + 1}];
  bool are_columns[std::size_t{p.symbol_count + 1}]{};  // inputs that are read in sums and means alone
  [&]<int... I>(std::integer_sequence<int, I...>) {
    ((are_columns[I] = p.reduction_count != 0 && p.symbols[I].kind == symbol_kind::input &&
                       !Source::template has_one_value<p.symbols[I]>()), ...);
  }(std::make_integer_sequence<int, p.symbol_count>{});
  if constexpr (number_count != 0)
    for (int i = 0; i < number_count; ++i) numbers[i] = shortest_text(static_cast<double>(e.numbers.value[i]));
  return [&]<int... I>(std::integer_sequence<int, I...>) -> std::string {
    if constexpr ((require_c_code<user_row_type<Source::program.rows[I]>>() && ... && true)) {
      c_body bodies[row_count + sizeof...(I)];
      for (int i = 0; i < row_count; ++i) bodies[i] = c_bodies<all_rows>::of[i];
      [[maybe_unused]] c_body* next = bodies + row_count;
      ((*next++ = c_body_of<user_row_type<Source::program.rows[I]>>()), ...);
      const program_view view{
          p.code, p.target, p.segments, p.summands, p.sums, p.outputs, p.first_output, p.constants, p.leaves, p.symbols,
          p.components, p.segment_count, p.constant_count, p.named_count, p.number_count, p.symbol_count,
          p.component_count, p.place_count, p.condition_count, p.code_count, p.reduction_count, E::graph.result.size(),
          are_columns, numbers, bodies,
          row_count + static_cast<int>(sizeof...(I))};
      return c_writer<>(view, name, by, by_count).write();
    }
    return {};
  }(std::make_integer_sequence<int, Source::program.row_count>{});
}

template <class E, symbol_id... Symbols>
std::string write_gradient_c(const E& e, const char* name, symbol_list<Symbols...>) {
  int output = 0;
  numbered_symbol by[]{{Symbols, ++output}..., {}};
  sort(by, sizeof...(Symbols));
  return write_c<written_out<gradient_source<E, symbol_list<Symbols...>>>>(e, name, by, sizeof...(Symbols));
}

}  // namespace detail

/// A C99 source with the function `double name(double a, double b)` that computes what `evaluate(e, …)`
/// does in double: the arguments are the expression's symbols, parameters and inputs together, in the
/// alphabetical order of their names (capitals first). The results have the same bits, if both are
/// compiled without contraction of products and sums (`-ffp-contract=off`) and call the same mathematical
/// library.
///
/// A vector or matrix is an array of its numbers, row by row, `const double* w`; an expression that is one is stored into
/// the array `double* result`, the last argument of a function that returns nothing. There is a statement for each operation
/// on single numbers, of which there may be 10,000.
///
/// Where an expression has means or sums over samples, `size_t n` comes first and inputs are arrays of n
/// samples, `const double* t`, a vector's of n times its size; where it uses inputs outside of them too, all are numbers, as of a single
/// sample. Plain numbers are written with the values that the expression carries. A symbol whose name is a
/// word of C or C++, of <math.h> or of a compiler has an underscore behind it; `_Bool` and other names of the compiler's
/// own begin with an x, too.
template <class E>
std::string to_c(const E& e, const char* name) {
  static_assert(Expression<E>, "to_c: the first argument is no expression with a number as its value");
  if constexpr (Expression<E>) return detail::write_c<detail::written_out<detail::value_source<E>>>(e, name, nullptr, 0);
  else return {};
}

/// A C99 source with the function `double name(double a, double b, double* gradient)`, which returns the
/// value and stores the derivatives by the parameters, in the order that these have among the arguments,
/// those of a vector or matrix one after the other. A comment lists them. The rest is as with `to_c`.
template <class E>
std::string gradient_to_c(const E& e, const char* name) {
  static_assert(Expression<E>, "gradient_to_c: the first argument is no expression with a number as its value");
  if constexpr (detail::is_single_number<E>()) return detail::write_gradient_c(e, name, typename detail::parameters_of<E>::type{});
  else return {};
}

/// The same with the derivatives by the named symbols, in alphabetical order:
/// `gradient_to_c(e, wrt(a, t), "name")`.
template <class E, class... S>
std::string gradient_to_c(const E& e, with_respect_to<S...>, const char* name) {
  static_assert(Expression<E>, "gradient_to_c: the first argument is no expression with a number as its value");
  if constexpr (detail::is_single_number<E>()) return detail::write_gradient_c(e, name, detail::symbol_list<detail::id_of<S>...>{});
  else return {};
}

}  // namespace symdiff
