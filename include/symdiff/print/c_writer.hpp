// SPDX-License-Identifier: BSL-1.0
#pragma once
// Writes a program as a C function, a statement for each operation.
#include <stdexcept>
#include <string>
#include <symdiff/graph/scheduler.hpp>
#include <symdiff/functions/all.hpp>
#include <symdiff/print/c_names.hpp>
#include <symdiff/print/view.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// The body of a row's function in C, over x, y and z; a row without one has the name of C's function.
struct c_body {
  const char* name = nullptr;
  const char* const* lines = nullptr;
  int line_count = 0;
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
  const bool* are_columns;  // which symbols have a number for each sample
  const std::string* numbers;
  const c_body* bodies;  // of the library's rows, then those of the user's
  int body_count;

  const c_body& body(op o) const {
    return bodies[index_of(o) < first_user_row ? index_of(o) - first_row : row_count + index_of(o) - first_user_row];
  }
};

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
    if (function.empty() || c_identifier(function) != function || is_c_word(function))
      throw std::invalid_argument("symdiff: '" + function + "' cannot be the name of a C function; give one of "
                                  "letters, digits and underscores that is no word of C or C++ and none of <math.h>");
  }

  bool returns_array() const { return p.value_size > 1; }
  bool is_column(const symbol_id& s) const {
    for (int i = 0; i < p.symbol_count; ++i)
      if (p.symbols[i] == s) return p.are_columns[i];
    return false;
  }
  bool has_samples() const {
    bool has_inputs = false;
    for (int i = 0; i < p.symbol_count; ++i) {
      if (p.are_columns[i]) return true;
      has_inputs |= p.symbols[i].kind == symbol_kind::input;
    }
    return p.reduction_count != 0 && !has_inputs;
  }
  /// Arguments keep their symbols' names where C allows; the function's own names avoid them.
  void name_arguments() {
    const int first_symbol = p.constant_count + p.named_count + p.number_count;
    for (int i = 0; i < p.symbol_count; ++i) symbols[i] = {p.symbols[i], first_symbol + i};
    sort(symbols.data, p.symbol_count);
    for (int i = 0; i < p.symbol_count; ++i) {
      std::string& name = arguments[i] = c_name_of(symbols[i].id.name.text);
      const auto is_taken = [&] {
        for (int k = 0; k < i; ++k)
          if (arguments[k] == name) return true;
        for (int k = 0; k < p.body_count; ++k)
          if (name == p.bodies[k].name || name == helper(p.bodies[k])) return true;
        return is_c_word(name);
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
    if (has_samples())
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
    if (has_samples()) list_argument(joined({"size_t ", samples}));
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
    if (p.reduction_count != 0 && !has_samples())
      append(text, {"  const size_t ", samples, " = 1;  /* every input is used outside of means and sums, too */\n"});
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

}  // namespace symdiff::detail
