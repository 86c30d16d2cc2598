// SPDX-License-Identifier: BSL-1.0
#pragma once
// Expressions as text: `to_string(e)` and `std::cout << e`.
#include <iosfwd>
#include <symdiff/print/infix.hpp>

namespace SYMDIFF_NAMESPACE {
namespace detail {

/// A template, like the other notations, so that it costs only where something is printed: as plain structs they took
/// 2 % of including symdiff.hpp.
template <class = void>
struct text_notation {
  using b = binding_strength;

  static constexpr characters parenthesised(const printed& p, bool needed) {
    if (!needed) return p.text;
    return joined({"(", p.text, ")"});
  }

  static constexpr printed constant(characters text) {
    const bool is_quotient = text.find('/') != std::string_view::npos;
    const b binding = text[0] == '-' ? b::sign : is_quotient ? b::product : b::atom;
    return {static_cast<characters&&>(text), binding, display::constant};
  }

  static constexpr printed leaf(const graph_view& g, int i) {
    const int content = g.content(i);
    switch (g.op_at(i)) {
      case op::constant: return constant(shortest_text(g.constants[content]));
      case op::number: return constant(g.numbers[content]);
      case op::named: return constant(named_constants[content].name);
      default: return {g.symbols[content].name.text, b::atom, display::symbol};
    }
  }

  /// A minus in front of the second operand turns the sign around: x + -2 is x - 2, to the last bit.
  static constexpr printed sum(const printed& x, const printed& y, bool subtract) {
    const bool negative = y.is_negative() && y.binding > b::sum;
    characters text = joined({parenthesised(x, x.is_looser_than(b::sum)), subtract != negative ? " - " : " + "});
    if (negative) text += y.text.substr(1);
    else text += parenthesised(y, y.binding <= b::sum);
    return {text, b::sum};
  }
  static constexpr printed product(const printed& x, const char* sign, const printed& y) {
    return {joined({parenthesised(x, x.is_looser_than(b::product)), sign,
                    parenthesised(y, y.binding <= b::product || y.is_negative())}),
            b::product};
  }
  /// -x*y stands for -(x*y) too, which has the same value to the last bit and is the same expression.
  static constexpr printed negation(const printed& x) {
    return {joined({"-", parenthesised(x, x.is_looser_than(b::product) || x.is_negative())}),
            x.binding == b::product ? b::product : b::sign};
  }
  static constexpr printed power(const printed& x, const printed& y) {
    return {joined({parenthesised(x, x.binding != b::atom), "^", parenthesised(y, y.binding != b::atom)}), b::power,
            x.kind == display::other ? display::other : display::symbol};
  }
  static constexpr printed infix(const printed& x, const char* sign, const printed& y, b own) {
    characters text = joined({parenthesised(x, x.is_looser_than(own)), " "});
    const std::size_t mark = text.size();
    return {joined({text += sign, " ", parenthesised(y, y.binding <= own)}), own, display::other, mark};
  }
  /// x != y is kept as !(x == y); other comparisons keep their `!`, because of NaN.
  static constexpr printed logical_not(const printed& x) {
    if (x.binding == b::comparison && x.text[x.mark] == '=')
      return {joined({x.text.substr(0, x.mark), "!", x.text.substr(x.mark + 1)}), b::comparison};
    return {joined({"!", parenthesised(x, x.is_looser_than(b::sign))}), b::sign};
  }
  static constexpr printed call(const char* name, const printed* x, int arity) {
    characters text = joined({characters(name), "(", x[0].text});
    for (int k = 1; k < arity; ++k) append(text, {", ", x[k].text});
    return {joined({text, ")"})};
  }

  static constexpr const char* times = ", ";

  static constexpr printed combine(const graph_view& g, int i, const reading& r, printed* x) {
    const op o = g.op_at(i);
    if (r.form != nullptr) return {write_form<text_notation>(g, i, r, r.form->text, x)};
    if (o == op::concatenate) return write_stack("stack(", x[0], ", ", x[1], ")");
    if (is_commutative(o))
      order_operands(o, o == op::add ? b::sum : o == op::multiply ? b::product
                        : o == op::logical_and ? b::conjunction
                        : o == op::logical_or ? b::disjunction : b::loosest, x[0], x[1]);
    switch (o) {
      case op::add: return sum(x[0], x[1], false);
      case op::subtract: return sum(x[0], x[1], true);
      case op::multiply: return product(x[0], "*", x[1]);
      case op::divide: return product(x[0], "/", x[1]);
      case op::negate: return negation(x[0]);
      case op::square: return power(x[0], {"2", b::atom, display::constant});
      case op::power: return power(x[0], x[1]);
      case op::less:
      case op::less_equal:
      case op::equal: return infix(x[0], g.row(o).name, x[1], b::comparison);
      case op::logical_not: return logical_not(x[0]);
      case op::logical_and: return infix(x[0], g.row(o).name, x[1], b::conjunction);
      case op::logical_or: return infix(x[0], g.row(o).name, x[1], b::disjunction);
      default: return call(g.row(o).name, x, arity_of(o));
    }
  }

  static constexpr printed shared(const characters& prefix, int number) {
    return {joined({prefix, text_of_whole(number)}), b::atom, display::symbol};
  }
  static constexpr characters definition(const characters& name, const characters& formula) {
    return joined({name, " = ", formula, ";\n"});
  }
  static constexpr characters whole(const characters& definitions, const characters& formula) {
    return joined({definitions, formula});
  }
};

}  // namespace detail

/// An expression or condition as text in C-like notation, with `^` for powers and no parentheses that
/// are not needed: `a*t^2 + b*t + c`. Read back with operators that associate to the left, it is the same
/// expression. Numbers have the fewest digits that read back as the same number.
///
/// A formula of more than about 4,000 characters gives its shared subexpressions names, one a line:
/// `t1 = …;`, `t2 = …;`, then the formula itself; so the text grows linearly with the graph.
template <auto Graph, class Numbers>
std::string to_string(const expression<Graph, Numbers>& e) {
  return detail::print_with(&detail::print_infix<detail::text_notation<>>, e);
}
/// The same for `stack(…)`.
template <class... E>
std::string to_string(const stacked<E...>& v) {
  return to_string(v.vector());
}

/// `std::cout << e` writes `to_string(e)`.
template <auto Graph, class Numbers>
std::ostream& operator<<(std::ostream& out, const expression<Graph, Numbers>& e) {
  return out << to_string(e);
}
template <class... E>
std::ostream& operator<<(std::ostream& out, const stacked<E...>& v) {
  return out << to_string(v);
}

}  // namespace symdiff
