// SPDX-License-Identifier: BSL-1.0
#pragma once
// Expressions as C: `to_c(e, "name")` and `gradient_to_c(e, "name")`, each a complete C99 source of one
// function. It is the program that evaluation runs, a statement for each operation.
#include <symdiff/derivative/gradient.hpp>
#include <symdiff/print/view.hpp>

namespace symdiff {
namespace detail {

/// The body of a row's function in C, over x, y and z; a row without one has the name of C's function.
struct c_body {
  const char* name = nullptr;
  const char* const* lines = nullptr;
  int line_count = 0;
};
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

/// A program of any size behind pointers.
struct program_view {
  const word* code;
  const int* targets;
  const segment* segments;
  const int* summands;
  const int* sums;  // negative for means
  const int* outputs;
  const int* first_output;  // of each root
  const double* constants;
  const int* leaves;
  const symbol_id* symbols;
  const component* components;
  int segment_count, constant_count, named_count, number_count, symbol_count, component_count;
  int place_count, condition_count, code_count, reduction_count;
  int value_size;  // how many numbers the value has
  bool has_samples;
  const std::string* numbers;
  const c_body* bodies;  // of the library's rows, then those of the user's
  int body_count;

  const c_body& body(op o) const {
    return bodies[index_of(o) < first_user_row ? index_of(o) - first_row : row_count + index_of(o) - first_user_row];
  }
};

/// Letters, digits and underscores; other characters become underscores.
inline std::string c_identifier(std::string name) {
  for (char& c : name)
    if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))) c = '_';
  return name[0] >= '0' && name[0] <= '9' ? joined({"_", name}) : name;
}

inline bool is_c_keyword(const std::string& name) {
  constexpr const char* keywords[]{
      "auto", "break", "case", "char", "const", "continue", "default", "do", "double", "else", "enum", "extern",
      "float", "for", "goto", "if", "inline", "int", "long", "register", "restrict", "return", "short",
      "signed", "sizeof", "static", "struct", "switch", "typedef", "union", "unsigned", "void", "volatile", "while",
      "size_t", "NAN", "INFINITY"};
  for (const char* keyword : keywords)
    if (name == keyword) return true;
  return false;
}

inline std::string c_number(const std::string& text) {
  if (text == "nan") return "NAN";
  if (text == "inf") return "INFINITY";
  if (text == "-inf") return "(-INFINITY)";
  const std::string number = text.find_first_of(".e") == std::string::npos ? joined({text, ".0"}) : text;
  return number[0] == '-' ? joined({"(", number, ")"}) : number;
}

/// Symbols in the alphabetical order of their names, each with a number of its own.
struct numbered_symbol {
  symbol_id id;
  int number = 0;

  bool is_before(const numbered_symbol& other) const {
    const int order = std::string(id.name.text).compare(other.id.name.text);
    return order != 0 ? order < 0 : id.kind < other.id.kind;
  }
};
inline void sort(numbered_symbol* symbols, int count) {
  for (int i = 1; i < count; ++i)
    for (int k = i; k > 0 && symbols[k].is_before(symbols[k - 1]); --k) exchange(symbols[k], symbols[k - 1]);
}

/// Writes one C function. A template, so that it costs only where something is printed.
template <class = void>
struct c_writer {
  const program_view& p;
  const std::string function;
  const numbered_symbol* by;  // what derivatives are taken by, with their outputs; null without gradient
  const int by_count;

  std::string text;
  run_time_array<numbered_symbol> symbols;            // the arguments, with their places
  run_time_array<std::string> arguments;              // and their names in C
  run_time_array<std::string> places, conditions;     // what stands where, as a C expression
  std::string value, sum, index, samples, gradient, result;   // names of the function's own

  c_writer(const program_view& program, const char* name, const numbered_symbol* derivatives, int count)
      : p(program), function(name), by(derivatives), by_count(count), symbols(p.symbol_count),
        arguments(p.symbol_count), places(p.place_count), conditions(p.condition_count) {
    if (function.empty() || c_identifier(function) != function || is_c_keyword(function))
      throw std::invalid_argument("symdiff: '" + function + "' cannot be the name of a C function; give one of "
                                  "letters, digits and underscores that is no word of the language");
  }

  bool returns_array() const { return p.value_size > 1; }
  bool is_column(const symbol_id& s) const { return p.has_samples && s.kind == symbol_kind::input; }
  /// Arguments keep their symbols' names where C allows; the function's own names avoid them.
  void name_arguments() {
    const int first_symbol = p.constant_count + p.named_count + p.number_count;
    for (int i = 0; i < p.symbol_count; ++i) symbols[i] = {p.symbols[i], first_symbol + i};
    sort(symbols.data, p.symbol_count);
    for (int i = 0; i < p.symbol_count; ++i) {
      std::string& name = arguments[i] = c_identifier(symbols[i].id.name.text);
      const auto is_taken = [&] {
        for (int k = 0; k < i; ++k)
          if (arguments[k] == name) return true;
        for (int k = 0; k < p.body_count; ++k)
          if (name == p.bodies[k].name || name == helper(p.bodies[k])) return true;
        return is_c_keyword(name);
      };
      while (is_taken()) name += '_';
      places[symbols[i].number] = name;
    }
  }

  /// A name for the function's own use, alone or with a number behind it.
  std::string unused(std::string name) const {
    for (int i = 0; i < p.symbol_count; ++i)
      if (arguments[i].compare(0, name.size(), name) == 0 &&
          arguments[i].find_first_not_of("0123456789_", name.size()) == std::string::npos) {
        name += '_';
        i = -1;
      }
    return name;
  }

  void name_places() {
    name_arguments();
    value = unused("v"), sum = unused("sum"), index = unused("i"), samples = unused("n");
    gradient = unused("gradient"), result = unused("result");
    const int first_component = p.constant_count + p.named_count + p.number_count + p.symbol_count;
    for (int k = 0; k < p.component_count; ++k) {
      const symbol_id& id = p.symbols[p.components[k].symbol];
      const std::string position = std::to_string(p.components[k].position);
      const std::string& name = places[first_component - p.symbol_count + p.components[k].symbol];
      places[first_component + k] =
          is_column(id) ? joined({name, "[", std::to_string(id.dimensions.size()), " * ", index, " + ", position, "]"})
                        : joined({name, "[", position, "]"});
    }
    for (int i = 0; i < p.symbol_count; ++i)
      if (is_column(symbols[i].id)) places[symbols[i].number] += joined({"[", index, "]"});
    int next = 0;
    for (int k = 0; k < p.constant_count; ++k) places[next++] = c_number(shortest_text(p.constants[k]));
    for (int k = 0; k < p.named_count; ++k)
      places[next++] = c_number(shortest_text(static_cast<double>(named_constants[p.leaves[k]].value)));
    for (int k = 0; k < p.number_count; ++k) places[next++] = c_number(p.numbers[p.leaves[p.named_count + k]]);
  }

  std::string helper(const c_body& body) const { return joined({function, "_", c_identifier(body.name)}); }

  /// The static functions for rows that C's library lacks.
  void write_helpers() {
    for (int row = 0; row < p.body_count; ++row) {
      const c_body& body = p.bodies[row];
      if (body.line_count == 0) continue;
      int arity = 0;
      for (int k = 0; k < p.code_count; ++k)
        if (&p.body(op_of(p.code[k])) == &body) arity = arity_of(p.code[k]);
      if (arity == 0) continue;
      append(text, {"static double ", helper(body), "(double x", arity > 1 ? ", double y" : "",
                    arity > 2 ? ", double z" : "", ") {\n"});
      for (int line = 0; line < body.line_count; ++line) append(text, {"  ", body.lines[line], "\n"});
      append(text, {"}\n\n"});
    }
  }

  void write_comment() {
    append(text, {"/* Written by symdiff. The same bits as its evaluation, if neither is compiled to contract\n"
                  "   products and sums (-ffp-contract=off)."});
    if (p.has_samples)
      append(text, {"\n   Sums over samples are added in another order, and so agree to about 15 digits.\n   ", samples,
                    ": the number of samples, the length of each array of inputs."});
    for (int i = 0; i < p.symbol_count; ++i)
      if (const shape s = symbols[i].id.dimensions; s.is_matrix())
        append(text, {"\n   ", arguments[i], ": ", std::to_string(s.rows), " rows of ", std::to_string(s.columns), " numbers",
                      is_column(symbols[i].id) ? " for each sample." : "."});
      else if (s.is_vector())
        append(text, {"\n   ", arguments[i], ": ", std::to_string(s.rows), " numbers",
                      is_column(symbols[i].id) ? " for each sample." : "."});
    if (returns_array()) append(text, {"\n   ", result, ": receives ", std::to_string(p.value_size), " numbers."});
    for (int k = 0, first = 0; k < by_count; ++k) {
      const int size = by[k].id.dimensions.size();
      append(text, {"\n   ", gradient, "[", std::to_string(first), "]"});
      first += size;
      if (size > 1) append(text, {" to [", std::to_string(first - 1), "]"});
      append(text, {size > 1 ? ": the derivatives by the numbers of " : ": the derivative by ",
                    c_identifier(by[k].id.name.text), "."});
    }
    append(text, {" */\n"});
  }

  void write_signature() {
    std::string list;
    const auto list_argument = [&](const std::string& argument) {
      append(list, {list.empty() ? "" : ", ", argument});
    };
    if (p.has_samples) list_argument(joined({"size_t ", samples}));
    for (int i = 0; i < p.symbol_count; ++i)
      list_argument(joined({is_column(symbols[i].id) || !symbols[i].id.dimensions.is_scalar() ? "const double* " : "double ",
                            arguments[i]}));
    if (returns_array()) list_argument(joined({"double* ", result}));
    if (by != nullptr) list_argument(joined({"double* ", gradient}));
    append(text, {returns_array() ? "void " : "double ", function, "(", list.empty() ? "void" : list, ") {\n"});
  }

  /// An operation as a C expression of its operands.
  std::string operation(word code) const {
    const op o = op_of(code);
    const auto x = [&](int k) -> const std::string& { return places[operand_of(code, k)]; };
    const auto q = [&](int k) -> const std::string& { return conditions[operand_of(code, k)]; };
    switch (o) {
      case op::add: return joined({x(0), " + ", x(1)});
      case op::subtract: return joined({x(0), " - ", x(1)});
      case op::multiply: return joined({x(0), " * ", x(1)});
      case op::divide: return joined({x(0), " / ", x(1)});
      case op::negate: return joined({"-", x(0)});
      case op::square: return joined({x(0), " * ", x(0)});
      case op::where: return joined({q(0), " ? ", x(1), " : ", x(2)});
      case op::less: return joined({x(0), " < ", x(1)});
      case op::less_equal: return joined({x(0), " <= ", x(1)});
      case op::equal: return joined({x(0), " == ", x(1)});
      case op::logical_not: return joined({"!", q(0)});
      case op::logical_and: return joined({q(0), " && ", q(1)});
      case op::logical_or: return joined({q(0), " || ", q(1)});
      default: break;
    }
    const c_body& body = p.body(o);
    std::string call = joined({body.line_count == 0 ? body.name : helper(body), "(", x(0)});
    for (int k = 1; k < arity_of(o); ++k) append(call, {", ", x(k)});
    return joined({call, ")"});
  }

  void write_code(const segment& s, const char* indentation) {
    for (int k = s.begin; k < s.end; ++k) {
      const op o = op_of(p.code[k]);
      const std::string name = joined({value, std::to_string(k + 1)});
      text += indentation;
      text += is_condition(o) ? "const int " : "const double ";
      append(text, {name, " = ", operation(p.code[k]), ";\n"});
      (is_condition(o) ? conditions : places)[p.targets[k]] = name;
    }
  }

  /// A pass over the samples: sums, then means.
  void write_pass(const segment& s) {
    for (int k = s.first_reduction; k < s.last_reduction; ++k)
      append(text, {"  double ", sum, std::to_string(k + 1), " = 0;\n"});
    append(text, {"  for (size_t ", index, " = 0; ", index, " < ", samples, "; ++", index, ") {\n"});
    write_code(s, "    ");
    for (int k = s.first_reduction; k < s.last_reduction; ++k)
      append(text, {"    ", sum, std::to_string(k + 1), " += ", places[p.summands[k]], ";\n"});
    append(text, {"  }\n"});
    for (int k = s.first_reduction; k < s.last_reduction; ++k) {
      const bool is_mean = p.sums[k] < 0;
      const std::string name = joined({sum, std::to_string(k + 1)});
      if (is_mean) append(text, {"  ", name, " /= (double)", samples, ";\n"});
      places[is_mean ? -1 - p.sums[k] : p.sums[k]] = name;
    }
  }

  std::string write() {
    name_places();
    append(text, {"#include <math.h>\n"});
    if (p.reduction_count != 0) append(text, {"#include <stddef.h>\n"});
    append(text, {"\n"});
    write_helpers();
    write_comment();
    write_signature();
    if (p.reduction_count != 0 && !p.has_samples)
      append(text, {"  const size_t ", samples, " = 1;  /* inputs are used outside of means and sums, too */\n"});
    for (int k = 0; k < p.segment_count; ++k)
      if (p.segments[k].per_sample) write_pass(p.segments[k]);
      else write_code(p.segments[k], "  ");
    for (int k = 0, next = 0; k < by_count; ++k)
      for (int e = 0; e < by[k].id.dimensions.size(); ++e)
        append(text, {"  ", gradient, "[", std::to_string(next++), "] = ", places[p.outputs[p.first_output[by[k].number] + e]],
                      ";\n"});
    if (by != nullptr && by_count == 0) append(text, {"  (void)", gradient, ";\n"});
    if (returns_array())
      for (int e = 0; e < p.value_size; ++e)
        append(text, {"  ", result, "[", std::to_string(e), "] = ", places[p.outputs[e]], ";\n"});
    else
      append(text, {"  return ", places[p.outputs[0]], ";\n"});
    append(text, {"}\n"});
    return text;
  }
};

/// A program without its pointers to a user's own rows, as `without_rows` of a graph.
template <int Codes, int Constants, int Leaves, int Symbols, int Components, int Rows, int Reductions, int Outputs>
constexpr auto without_rows(
    const program<Codes, Constants, Leaves, Symbols, Components, Rows, Reductions, Outputs>& from) {
  program<Codes, Constants, Leaves, Symbols, Components, 0, Reductions, Outputs> p;
  const auto copy = [](auto& to, const auto& array, int count) {
    for (int i = 0; i < count; ++i) to[i] = array[i];
  };
  copy(p.code, from.code, p.code_count = from.code_count);
  copy(p.target, from.target, from.code_count);
  copy(p.constants, from.constants, p.constant_count = from.constant_count);
  copy(p.leaves, from.leaves, Leaves);
  copy(p.symbols, from.symbols, p.symbol_count = from.symbol_count);
  copy(p.components, from.components, p.component_count = from.component_count);
  copy(p.summands, from.summands, p.reduction_count = from.reduction_count);
  copy(p.sums, from.sums, from.reduction_count);
  copy(p.outputs, from.outputs, Outputs);
  copy(p.first_output, from.first_output, Outputs);
  copy(p.segments, from.segments, p.segment_count = from.segment_count);
  p.named_count = from.named_count;
  p.number_count = from.number_count;
  p.place_count = from.place_count;
  p.condition_count = from.condition_count;
  p.inputs_outside_reductions = from.inputs_outside_reductions;
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
          p.reduction_count != 0 && !p.inputs_outside_reductions, numbers, bodies,
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
/// word of C or one of its functions has an underscore behind it.
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
