// SPDX-License-Identifier: BSL-1.0
#pragma once
// Expressions as LaTeX, for math mode: `to_latex(e)`.
#include <symdiff/print/infix.hpp>

namespace SYMDIFF_NAMESPACE {
namespace detail {

inline bool is_greek(std::string_view name) {
  constexpr const char* letters[]{
      "alpha", "beta", "gamma", "delta", "epsilon", "varepsilon", "zeta", "eta", "theta", "vartheta", "iota",
      "kappa", "lambda", "mu", "nu", "xi", "pi", "rho", "sigma", "tau", "upsilon", "phi", "varphi", "chi",
      "psi", "omega", "Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi", "Omega"};
  for (const char* letter : letters)
    if (name == letter) return true;
  return false;
}

/// A name without subscript: one letter (of any alphabet) in italics, a Greek letter by its command, any
/// other word upright.
inline characters latex_word(std::string_view name) {
  if (is_greek(name)) return joined({"\\", name});
  characters escaped;
  int letters = 0;
  bool is_number = true;
  for (const char c : name) {
    letters += (static_cast<unsigned char>(c) & 0xc0) != 0x80;  // bytes that continue a letter in UTF-8
    is_number = is_number && c >= '0' && c <= '9';
    switch (c) {
      case '\\': append(escaped, {"\\backslash "}); break;
      case '^': append(escaped, {"\\hat{}"}); break;
      case '~': append(escaped, {"\\sim "}); break;
      case '_': case '#': case '$': case '%': case '&': case '{': case '}': escaped += '\\'; [[fallthrough]];
      default: escaped += c;
    }
  }
  return letters == 1 || is_number ? escaped : joined({"\\mathrm{", escaped, "}"});
}

/// Digits at the end are a subscript, and so is what follows a letter and an underscore: `x1` is x_{1},
/// `w_max` is w_{max}.
inline characters latex_name(std::string_view name) {
  std::size_t end = name.find('_', 1), rest = end + 1;
  if (end == std::string_view::npos || rest == name.size() || (end > 1 && !is_greek(name.substr(0, end))))
    end = rest = name.find_last_not_of("0123456789") + 1;
  if (end == 0 || rest == name.size()) return latex_word(name);
  return joined({latex_word(name.substr(0, end)), "_{", latex_word(name.substr(rest)), "}"});
}

/// A template, so that it costs only where something is printed.
template <class = void>
struct latex_notation {
  using b = binding_strength;

  static characters parenthesised(const printed& p, bool needed) {
    return needed ? joined({"\\left(", p.text, "\\right)"}) : p.text;
  }

  static printed constant(std::string_view text) {
    const b unsigned_binding = text[0] == '-' ? b::sign : b::atom;
    if (text == "inf" || text == "-inf") return {text == "inf" ? "\\infty" : "-\\infty", unsigned_binding};
    if (text == "nan") return {"\\mathrm{NaN}"};
    const auto e = text.find('e');
    if (e == std::string_view::npos) return {text, unsigned_binding, display::constant};
    const characters power = joined({"10^{", text.substr(e + (text[e + 1] == '+' ? 2 : 1)), "}"});
    if (text.substr(0, e) == "1") return {power, b::power, display::constant};
    return {joined({text.substr(0, e), " \\cdot ", power}), b::product, display::constant};
  }

  static printed leaf(const graph_view& g, int i) {
    const int content = g.content(i);
    switch (g.op_at(i)) {
      case op::constant: return constant(shortest_text(g.constants[content]));
      case op::number: return constant(g.numbers[content]);
      case op::named: {
        const characters name = named_constants[content].latex;
        const bool is_quotient = name.begins_with("\\frac"), is_word = name.find(' ') == std::string_view::npos;
        return {name, is_quotient ? b::power : is_word ? b::atom : b::sum, display::constant};
      }
      default: return {latex_name(g.symbols[content].name.text), b::atom, display::symbol};
    }
  }

  static printed sum(const printed& x, const printed& y, bool subtract) {
    const bool negative = y.is_negative() && y.binding > b::sum;
    characters text = joined({parenthesised(x, x.is_looser_than(b::sum)), subtract != negative ? " - " : " + "});
    text += negative ? y.text.substr(1)
                     : parenthesised(y, y.is_looser_than(b::sum) ||
                                            (y.binding == b::sum && (subtract || y.is_negative())));
    return {text, b::sum};
  }
  /// Factors stand side by side; a number behind another factor has a dot in front of it.
  static printed product(const printed& x, const printed& y) {
    const characters left = parenthesised(x, x.is_looser_than(b::product));
    const characters right = parenthesised(y, y.is_looser_than(b::product) || y.is_negative());
    const bool is_digit = right[0] >= '0' && right[0] <= '9';
    return {joined({left, is_digit ? " \\cdot " : x.kind == display::constant ? " " : " \\, ", right}), b::product};
  }
  static printed quotient(const printed& x, const printed& y) {
    if (x.is_negative() && x.binding > b::sum)
      return {joined({"-\\frac{", x.text.substr(1), "}{", y.text, "}"}), b::product};
    return {joined({"\\frac{", x.text, "}{", y.text, "}"}), b::power};
  }
  static printed negation(const printed& x) {
    return {joined({"-", parenthesised(x, x.is_looser_than(b::product) || x.is_negative())}), b::product};
  }
  /// A positive power of a function stands behind its name: sin^2(x).
  static printed power(const printed& x, const printed& y) {
    const display kind = x.kind == display::other ? display::other : display::symbol;
    if (x.mark != 0 && y.kind == display::constant && !y.is_negative())
      return {joined({x.text.substr(0, x.mark), "^{", y.text, "}", x.text.substr(x.mark)}), b::power, kind};
    return {joined({parenthesised(x, x.binding != b::atom), "^{", y.text, "}"}), b::power, kind};
  }
  static printed infix(const printed& x, std::string_view sign, const printed& y, b own) {
    characters text = joined({parenthesised(x, x.is_looser_than(own)), " "});
    const std::size_t mark = text.size();
    return {joined({text += sign, " ", parenthesised(y, y.is_looser_than(own))}), own, display::other, mark};
  }
  static printed logical_not(const printed& x) {
    if (x.binding == b::comparison && x.text[x.mark] == '=')
      return {joined({x.text.substr(0, x.mark), "\\ne", x.text.substr(x.mark + 1)}), b::comparison};
    return {joined({"\\neg ", parenthesised(x, x.is_looser_than(b::sign))}), b::sign};
  }
  static printed cases(const printed* x) {
    return {joined({"\\begin{cases} ", x[1].text, " & \\text{if } ", x[0].text, " \\\\ ", x[2].text,
                    " & \\text{otherwise} \\end{cases}"}),
            b::loosest};
  }

  /// A row's form with its arguments, or its name in front of them.
  static printed call(const row_text& row, const printed* x, int arity) {
    const characters form = row.latex;
    characters text;
    if (form.find('#') != std::string_view::npos) {
      for (std::size_t i = 0; i < form.size(); ++i) {
        if (form[i] == '#') text += x[form[++i] - '1'].text;
        else text += form[i];
      }
      return {text};
    }
    const characters name = latex_word(row.name);
    const bool is_upright = name.begins_with("\\mathrm{");
    text = form.empty() ? joined({"\\operatorname{", is_upright ? name.substr(8, name.size() - 9) : name, "}"}) : form;
    const std::size_t head = text.size();
    append(text, {"\\left(", x[0].text});
    for (int k = 1; k < arity; ++k) append(text, {", ", x[k].text});
    return {joined({text, "\\right)"}), b::atom, display::other, head};
  }

  static printed elementwise_product(const printed& x, const printed& y) {
    const auto factor = [](const printed& p) { return parenthesised(p, p.binding <= b::product && !p.is_elementwise); };
    return {joined({factor(x), " \\odot ", factor(y)}), b::product, display::other, 0, true};
  }
  static constexpr const char* times = " \\times ";

  static printed combine(const graph_view& g, int i, const reading& r, printed* x) {
    const op o = g.op_at(i);
    if (r.form != nullptr)
      return {write_form<latex_notation>(g, i, r, r.form->latex, x),
              r.form->is_product ? b::product : r.form->is_power ? b::power : b::atom};
    if (o == op::concatenate) return write_stack("\\begin{bmatrix} ", x[0], " \\\\ ", x[1], " \\end{bmatrix}");
    if (is_commutative(o))
      order_operands(o, o == op::add ? b::sum : o == op::multiply ? b::product
                        : o == op::logical_and ? b::conjunction
                        : o == op::logical_or ? b::disjunction : b::loosest, x[0], x[1]);
    const row_text& row = g.row(o);
    switch (o) {
      case op::add: return sum(x[0], x[1], false);
      case op::subtract: return sum(x[0], x[1], true);
      case op::multiply:
        return g.shapes[r.operand[0]].is_scalar() || g.shapes[r.operand[1]].is_scalar() ? product(x[0], x[1])
                                                                                        : elementwise_product(x[0], x[1]);
      case op::divide: return quotient(x[0], x[1]);
      case op::negate: return negation(x[0]);
      case op::square: return power(x[0], {g.shapes[i].is_scalar() ? "2" : "\\circ 2", b::atom, display::constant});
      case op::power:
        if (!g.shapes[i].is_scalar()) x[1].text = joined({"\\circ ", x[1].text});
        return power(x[0], x[1]);
      case op::less: return infix(x[0], row.name, x[1], b::comparison);
      case op::less_equal:
      case op::equal: return infix(x[0], row.latex, x[1], b::comparison);
      case op::logical_not: return logical_not(x[0]);
      case op::logical_and: return infix(x[0], row.latex, x[1], b::conjunction);
      case op::logical_or: return infix(x[0], row.latex, x[1], b::disjunction);
      case op::where: return cases(x);
      default: return call(row, x, arity_of(o));
    }
  }

  static printed shared(const characters& prefix, int number) {
    return {joined({prefix.substr(0, 1), "_{", text_of_whole(number), "}"}), b::atom, display::symbol};
  }
  static characters definition(const characters& name, const characters& formula) {
    return joined({name, " &= ", formula, " \\\\\n"});
  }
  static characters whole(const characters& definitions, const characters& formula) {
    if (definitions.empty()) return formula;
    return joined({"\\begin{aligned}\n", definitions, "&\\phantom{{}={}} ", formula, "\n\\end{aligned}"});
  }
};

}  // namespace detail

/// An expression or condition in LaTeX, for math mode: `a \, t^{2} + b \, t + c`. Greek names become Greek
/// letters, digits at the end of a name and what follows an underscore a subscript, other names of more
/// than one letter stand upright. Associative chains have no parentheses. A formula of more than about
/// 4,000 characters becomes an `aligned` block that gives shared subexpressions names.
template <auto Graph, class Numbers>
std::string to_latex(const expression<Graph, Numbers>& e) {
  return detail::print_with(&detail::print_infix<detail::latex_notation<>>, e);
}
/// The same for `stack(…)`.
template <class... E>
std::string to_latex(const stacked<E...>& v) {
  return to_latex(v.vector());
}

}  // namespace symdiff
