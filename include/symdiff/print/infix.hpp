// SPDX-License-Identifier: BSL-1.0
#pragma once
// What text and LaTeX have in common: how tightly operations bind, the order in which operands are
// shown, and names for shared subexpressions where a formula would become too long.
#include <symdiff/print/reading.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// How tightly a printed operation holds its operands.
enum class binding_strength { loosest, disjunction, conjunction, comparison, sum, product, sign, power, atom };

/// What is shown first in products.
enum class display { constant, symbol, other, stack };

/// A printed subexpression.
struct printed {
  characters text;
  binding_strength binding = binding_strength::atom;
  display kind = display::other;
  std::size_t mark = 0;  // where a comparison's operator stands, or where a function's name ends
  bool is_elementwise = false;  // a product of vectors or matrices, element by element

  constexpr bool is_negative() const { return text[0] == '-'; }
  constexpr bool is_looser_than(binding_strength b) const { return binding < b; }
};

/// The order of text, but what continues the other goes first: x^2 before x.
constexpr bool is_shown_before(const characters& a, const characters& b) {
  if (a.size() != b.size() && a.begins_with(b)) return b.size() < a.size();
  return a < b;
}

/// Exchanges the operands of a commutative operation where that reads better: constants first in
/// products and last elsewhere; a chain of the same operation to the left, where it needs no
/// parentheses; symbols before what is made of them; else the order of their text.
constexpr void order_operands(op o, binding_strength own, printed& a, printed& b) {
  const auto is_constant = [](const printed& p) { return p.kind == display::constant; };
  const bool is_product = o == op::multiply;
  bool other_way = false;
  if (is_constant(a) != is_constant(b)) other_way = is_constant(a) != is_product;
  else if ((a.binding == own) != (b.binding == own)) other_way = b.binding == own;
  else if (is_product && a.kind != b.kind) other_way = b.kind < a.kind;
  else other_way = is_shown_before(b.text, a.text);
  if (other_way) exchange(a, b);
}

/// A formula of more than about this many characters gives its shared subexpressions names.
inline constexpr int longest_formula = 4000;
/// In such a formula, shared subexpressions longer than this have a name, and so have all longer than
/// the other.
inline constexpr std::size_t longest_repeated = 8, longest_line = 200;

/// About how many characters a graph prints, at most `longest_formula` + 1.
constexpr int printed_size(const graph_view& g) {
  const run_time_array<int> size(g.node_count);
  for (int i = 0; i < g.node_count; ++i) {
    const word node = g.nodes[i];
    const op o = op_of(node);
    std::size_t own = 3;
    if (o == op::symbol) own = std::string_view(g.symbols[g.content(i)].name.text).size();
    else if (index_of(o) >= first_row) own += std::string_view(g.row(o).name).size();
    size[i] = static_cast<int>(own);
    for (int k = 0; k < arity_of(node); ++k) size[i] += size[operand_of(node, k)];
    if (size[i] > longest_formula) size[i] = longest_formula + 1;
  }
  return size[g.node_count - 1];
}

/// A shape: "3×4", "3", or nothing for a scalar.
constexpr characters shape_text(const shape& s, const char* times) {
  if (s.is_scalar()) return "";
  return s.is_vector() ? text_of_whole(s.rows) : joined({text_of_whole(s.rows), times, text_of_whole(s.columns)});
}

/// A form with its operands and numbers.
template <class Notation>
constexpr characters write_form(const graph_view& g, int i, const reading& r, const char* form, const printed* x) {
  using b = binding_strength;
  characters text;
  const shape s = g.shapes[i], from = g.shapes[r.operand[0]];
  for (const char* c = form; *c != '\0'; ++c) {
    const char mark = *c;
    if (mark != '#' && mark != '@' && mark != '!' && mark != '$') {
      text += mark;
      continue;
    }
    const char what = *++c;
    if (what == '1' || what == '2') {
      const printed& p = x[what - '1'];
      text += Notation::parenthesised(
          p, mark == '@'   ? p.is_looser_than(b::product) || p.is_elementwise || p.is_negative()
             : mark == '!' ? p.binding != b::atom
                           : mark == '$' && (p.binding != b::atom || p.text.find('_') != std::string_view::npos));
    } else if (what == 's') {
      text += shape_text(s, Notation::times);
    } else {
      const int position = what == 'f' || what == 'e' ? g.size_at(i, 1) : 0;
      text += text_of_whole(what == 'm'   ? s.rows
                             : what == 'n' ? s.columns
                             : what == 'r' ? from.rows
                             : what == 'c' ? from.columns
                             : what == 'i' ? r.row
                             : what == 'j' ? r.column
                             : what == 'f' ? position
                                           : position + s.rows);
    }
  }
  return text;
}

/// Parts one after the other between `left` and `right`; a stack of stacks is one.
constexpr printed write_stack(const char* left, const printed& x, const char* between, const printed& y, const char* right) {
  const std::size_t begin = std::string_view(left).size(), ends = begin + std::string_view(right).size();
  const auto inside = [&](const printed& p) {
    if (p.kind == display::stack) return p.text.substr(begin, p.text.size() - ends);
    return p.text;
  };
  return {joined({left, inside(x), between, inside(y), right}), binding_strength::atom, display::stack};
}

/// Prints a graph, operands before their users. `Notation` has
/// - `printed leaf(const graph_view&, int node)`
/// - `printed combine(const graph_view&, int node, const reading&, printed* operands)`
/// - `printed shared(const characters& prefix, int number)`, the name of a shared subexpression
/// - `characters definition(const characters& name, const characters& formula)`
/// - `characters whole(const characters& definitions, const characters& formula)`
template <class Notation>
constexpr characters print_infix(const graph_view& graph) {
  const run_time_array<shape> shapes(graph.node_count);
  graph_view g = graph;
  infer_shapes(g, shapes.data);
  const reader<> read{g};
  const run_time_array<printed> parts(g.node_count);
  const run_time_array<int> uses(g.node_count);
  uses[g.node_count - 1] = 1;
  for (int i = g.node_count - 1; i >= 0; --i) {
    if (uses[i] == 0) continue;
    const reading r = read(i);
    for (int k = 0; k < r.count; ++k) ++uses[r.operand[k]];
  }
  const bool names_shared = printed_size(g) > longest_formula;
  const characters prefix = unused_name("t", g.symbols, g.symbol_count);
  characters definitions;
  int names = 0;
  for (int i = 0; i < g.node_count; ++i) {
    if (uses[i] == 0) continue;  // a size, or inside of what is read as one function
    if (arity_of(g.nodes[i]) == 0) {
      parts[i] = Notation::leaf(g, i);
      continue;
    }
    const reading r = read(i);
    printed operands[3];
    for (int k = 0; k < r.count; ++k) {
      const int from = r.operand[k];
      if (--uses[from] == 0) operands[k] = static_cast<printed&&>(parts[from]);
      else operands[k] = parts[from];
    }
    parts[i] = Notation::combine(g, i, r, operands);
    const std::size_t size = parts[i].text.size();
    if (names_shared && i + 1 != g.node_count && size > (uses[i] > 1 ? longest_repeated : longest_line)) {
      printed name = Notation::shared(prefix, ++names);
      definitions += Notation::definition(name.text, parts[i].text);
      parts[i] = static_cast<printed&&>(name);
    }
  }
  return Notation::whole(definitions, parts[g.node_count - 1].text);
}

}  // namespace symdiff::detail
