// SPDX-License-Identifier: BSL-1.0
#pragma once
// High and mixed orders: derivatives of all orders up to the wanted one, node by node, each by Leibniz's rule from those of
// the operands (A. Griewank, J. Utke, A. Walther, Math. Comp. 69, 2000; Evaluating Derivatives, 2nd ed., chapter 13). What is
// kept is the derivative, and not the Taylor coefficient that is less by the factorials, so that all factors are whole.
#include <symdiff/derivative/reverse.hpp>
#include <symdiff/graph/formal_derivatives.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// Up to this total order the products of binomial coefficients are exact in double.
inline constexpr int most_exact_order = 52;

/// How often to differentiate by each of several symbols.
struct orders {
  int of[most_directions]{};

  constexpr int total() const {
    int sum = 0;
    for (const int n : of) sum += n;
    return sum;
  }
};

/// The orders from 0 to the wanted ones, numbered so that lower ones come first.
struct order_table {
  int count = 0;  // symbols
  orders most;
  int stride[most_directions]{};
  int size = 1;
  double binomial[most_exact_order + 1][most_exact_order + 1]{};

  constexpr order_table(const int* wanted, int symbols) : count(symbols) {
    int largest = 0;
    for (int s = 0; s < count; ++s) {
      most.of[s] = wanted[s];
      stride[s] = size;
      size *= wanted[s] + 1;
      if (largest < wanted[s]) largest = wanted[s];
    }
    for (int n = 0; n <= largest; ++n) {
      binomial[n][0] = 1;
      for (int k = 1; k <= n; ++k) binomial[n][k] = binomial[n - 1][k - 1] + (k < n ? binomial[n - 1][k] : 0);
    }
  }
  constexpr orders at(int number) const {
    orders a;
    for (int s = count - 1; s >= 0; --s) {
      a.of[s] = number / stride[s];
      number %= stride[s];
    }
    return a;
  }

  /// Calls f(part, binomial) for the number of every part from `low` to `high` of the orders a.
  template <class F>
  constexpr void each_part(const orders& a, const orders& low, const orders& high, const F& f) const {
    orders part = low;
    int number = 0;
    for (int s = 0; s < count; ++s) {
      if (low.of[s] > high.of[s]) return;
      number += low.of[s] * stride[s];
    }
    while (true) {
      double product = 1;
      for (int s = 0; s < count; ++s) product *= binomial[a.of[s]][part.of[s]];
      f(number, product);
      int s = 0;
      for (; s < count && part.of[s] == high.of[s]; ++s) {
        number -= (high.of[s] - low.of[s]) * stride[s];
        part.of[s] = low.of[s];
      }
      if (s == count) return;
      ++part.of[s];
      number += stride[s];
    }
  }
};

/// All derivatives that one needs, each node and order once.
///
/// A function v = f(u) has v' = f'(u) u', whatever f is: its row's rule is a node w = f'(u), mostly of v itself, and the
/// derivatives of v are those of the product w u', of one order less. A node's derivatives have its shape, or are the scalar
/// in every element of it.
struct taylor_sweep {
  builder& b;
  reverse_sweep rules;  // for partial derivatives
  order_table table;
  int by[most_directions]{};
  int root = 0;
  int most_in_total = most_coefficients;
  int known = 0;                         // nodes whose dependence is known
  unsigned char depends[most_nodes]{};   // a bit for each symbol
  bool needs_all[most_nodes]{};          // whether lower orders are needed too
  int first[most_nodes]{};               // of a node's derivatives, plus one, in
  static constexpr int most_kept = 1 << 18;
  int kept[most_kept]{};                 // plus one; -1 where structurally zero, 0 where not computed
  int used = 0;

  constexpr taylor_sweep(builder& graph, const int* symbols, const int* wanted, int count)
      : b(graph), rules(graph), table(wanted, count) {
    for (int s = 0; s < count; ++s) by[s] = symbols[s];
  }

  /// The derivative of a node in the wanted orders, as a node of its shape.
  constexpr int run(int from) {
    begin(from);
    return wanted(table.size - 1);
  }
  /// The derivatives of a node in all orders up to the wanted ones, itself first; 0 where the total order is above `most`.
  constexpr void run_all(int from, int* results, int most) {
    most_in_total = most;
    begin(from);
    for (int number = 0; number < table.size; ++number) results[number] = is_taken(number) ? wanted(number) : b.constant(0);
  }

 private:
  static constexpr int zero = -1;

  constexpr void begin(int from) {
    root = rules.root = from;
    rules.mark(by, table.count);
    mark();
    for (int i = 0; i <= root; ++i) {
      if (depends_of(i) == 0 || arity_of(b.nodes[i]) == 0 || is_condition(b.op_at(i)) || !needs_all[i]) continue;
      for (int number = 1; number < table.size; ++number)
        if (is_taken(number)) derivative(i, number);
    }
  }
  constexpr bool is_taken(int number) const { return table.at(number).total() <= most_in_total; }
  constexpr int wanted(int number) {
    const int result = derivative(root, number);
    return filled(b, result < 0 ? b.constant(0) : result, b.shapes[root]);
  }

  /// What a sum, choice or product needs is of the order that is wanted of it; a function needs its own lower orders.
  static constexpr bool is_explicit(op o) {
    return o == op::add || o == op::subtract || o == op::negate || o == op::where || o == op::multiply || o == op::square ||
           is_reduction(o);
  }
  constexpr void mark() {
    bool needed[most_nodes]{};
    mark_needed(b, &root, 1, needed);
    for (int i = root; i >= 0; --i) {
      if (!needed[i]) continue;
      const op o = b.op_at(i);
      if (!is_explicit(o)) needs_all[i] = true;
      const bool is_linear = is_explicit(o) && o != op::multiply && o != op::square;
      for (int k = 0; k < arity_of(o); ++k) needs_all[operand_of(b.nodes[i], k)] |= !is_linear || needs_all[i];
    }
  }

  /// The symbols that a node depends on; rules add nodes.
  constexpr int depends_of(int i) {
    for (; known <= i; ++known) {
      const word node = b.nodes[known];
      int on = 0;
      for (int k = 0; k < arity_of(node); ++k) on |= depends[operand_of(node, k)];
      for (int s = 0; s < table.count; ++s)
        if (by[s] == known) on |= 1 << s;
      depends[known] = static_cast<unsigned char>(on);
    }
    return depends[i];
  }
  /// Of orders, those by symbols that a node depends on.
  constexpr orders within(const orders& a, int on) const {
    orders result;
    for (int s = 0; s < table.count; ++s) result.of[s] = (on >> s & 1) != 0 ? a.of[s] : 0;
    return result;
  }
  constexpr orders without(const orders& a, int on) const { return within(a, ~on); }

  constexpr int derivative(int i, int number) {
    if (number == 0) return i;
    const orders a = table.at(number);
    const int on = depends_of(i);
    for (int s = 0; s < table.count; ++s)
      if (a.of[s] != 0 && (on >> s & 1) == 0) return zero;
    if (arity_of(b.nodes[i]) == 0) return a.total() == 1 ? b.constant(1) : zero;
    if (first[i] == 0) {
      if (used + table.size > most_kept) {
        b.refuse(fault::too_many_nodes);
        return zero;
      }
      first[i] = used + 1;
      used += table.size;
    }
    const int place = first[i] - 1 + number;
    if (kept[place] == 0) {
      const int computed = compute(i, a, number);
      kept[place] = computed < 0 || is_zero(b, computed) ? -1 : computed + 1;
    }
    return kept[place] < 0 ? zero : kept[place] - 1;
  }

  constexpr int sum(int x, int y) { return x < 0 ? y : y < 0 ? x : b.apply(op::add, x, y); }
  constexpr int negated(int x) { return x < 0 ? zero : b.apply(op::negate, x); }
  /// Where structurally zero, that as a node.
  constexpr int node(int x) { return x < 0 ? b.constant(0) : x; }
  constexpr int full(int x, int i) { return filled(b, node(x), b.shapes[i]); }
  constexpr int times(double factor, int x) { return factor == 1 ? x : b.apply(op::multiply, b.constant(factor), x); }

  /// The derivative of a product, given by `product` from nodes of the parts of it.
  template <class Product>
  constexpr int leibniz(const orders& a, int number, int x, int y, const Product& product) {
    int result = zero;
    table.each_part(a, without(a, depends_of(y)), within(a, depends_of(x)), [&](int part, double binomial) {
      const int u = derivative(x, part), v = u < 0 ? zero : derivative(y, number - part);
      if (v >= 0) result = sum(result, times(binomial, product(u, v)));
    });
    return result;
  }

  constexpr int compute(int i, const orders& a, int number) {
    const word node_i = b.nodes[i];
    const op o = op_of(node_i);
    const int x = first_of(node_i), y = second_of(node_i), z = third_of(node_i);
    const auto d = [&](int operand) { return derivative(operand, number); };
    if (rules.collects) {  // a product of powers has the derivatives of one of them
      rules.powers.extend();
      if (rules.is_collected(i)) return function(i, a, number);
    }
    switch (o) {
      case op::add: return sum(d(x), d(y));
      case op::subtract: {
        const int left = d(x), right = d(y);
        return right < 0 ? left : left < 0 ? negated(right) : b.apply(op::subtract, left, right);
      }
      case op::negate: return negated(d(x));
      case op::where: {
        const int left = d(y), right = d(z);
        return left < 0 && right < 0 ? zero : b.apply(op::where, x, node(left), node(right));
      }
      case op::multiply:
        return leibniz(a, number, x, y, [&](int u, int v) { return b.apply(op::multiply, u, v); });
      case op::square: return square(x, a, number);
      case op::divide: return quotient(i, x, y, a, number);
      case op::sample_mean:
      case op::sample_sum: {
        const int inner = d(x);
        return inner < 0 ? zero : b.apply(o, full(inner, x));
      }
      default: return is_shape_operation(o) ? reshaped(i, a, number) : function(i, a, number);
    }
  }

  /// Each pair of parts once.
  constexpr int square(int x, const orders& a, int number) {
    int result = zero;
    table.each_part(a, {}, a, [&](int part, double binomial) {
      if (2 * part > number) return;
      const int u = derivative(x, part), v = u < 0 ? zero : derivative(x, number - part);
      if (v < 0) return;
      result = sum(result, u == v && 2 * part == number ? times(binomial, b.apply(op::square, u))
                                                        : times(2 * binomial, b.apply(op::multiply, u, v)));
    });
    return result;
  }

  /// q = x / y has x = q y.
  constexpr int quotient(int i, int x, int y, const orders& a, int number) {
    int rest = zero;
    table.each_part(a, {}, within(a, depends_of(y)), [&](int part, double binomial) {
      if (part == 0) return;
      const int v = derivative(y, part), q = v < 0 ? zero : derivative(i, number - part);
      if (q >= 0) rest = sum(rest, times(binomial, b.apply(op::multiply, v, q)));
    });
    const int u = derivative(x, number);
    const int numerator = rest < 0 ? u : u < 0 ? negated(rest) : b.apply(op::subtract, u, rest);
    return numerator < 0 ? zero : b.apply(op::divide, numerator, y);
  }

  /// With one symbol taken first, for which the fewest terms remain, the sum of f'(u) u' over the operands is differentiated
  /// by the others.
  constexpr int function(int i, const orders& a, int number) {
    const word node_i = b.nodes[i];
    int result = zero, once = -1;
    for (int s = 0; s < table.count; ++s)
      if (a.of[s] != 0 && (once < 0 || a.of[s] < a.of[once])) once = s;
    for (int k = 0; k < rules.way_count(i); ++k) {
      const int u = rules.way(i, k);
      if ((depends_of(u) >> once & 1) == 0 || is_condition(b.op_at(u))) continue;
      const int rule = rules.partial(i, node_i, k);
      if (b.flaw != fault::none) return zero;
      if (is_zero(b, rule)) continue;
      result = sum(result, chained(u, rule, once, a, number));
    }
    return result;
  }
  constexpr int chained(int u, int rule, int once, const orders& a, int number) {
    orders less = a;
    --less.of[once];
    const int step = table.stride[once];
    int result = zero;
    table.each_part(less, without(less, depends_of(rule)), within(less, depends_of(u)), [&](int part, double binomial) {
      const int v = derivative(u, part + step);
      if (v < 0) return;
      const int rest = number - step - part;
      const int w = derivative(rule, rest);
      if (w >= 0) result = sum(result, times(binomial, rest == 0 ? rules.chain(v, w) : b.apply(op::multiply, v, w)));
    });
    return result;
  }

  constexpr int reshaped(int i, const orders& a, int number) {
    const word node_i = b.nodes[i];
    const op o = op_of(node_i);
    const int x = first_of(node_i), y = second_of(node_i), z = third_of(node_i);
    switch (shape_op_of(o)) {
      case shape_op::maximum: {  // shared among equals
        const int inner = derivative(x, number);
        if (inner < 0) return zero;
        const int is_largest = b.apply(op::where, b.apply(op::equal, x, i), b.constant(1), b.constant(0));
        return b.apply(op::divide, b.apply(op::sum, b.apply(op::multiply, is_largest, full(inner, x))),
                       total(b, is_largest, b.shapes[x]));
      }
      case shape_op::shift:
      case shape_op::positions: return zero;
      case shape_op::softmax:
      case shape_op::log_sum_exp: return derivative(x, number);  // of what they are computed by
      case shape_op::derivative: {
        int node = i;
        for (int s = 0; s < table.count; ++s)
          if (a.of[s] != 0) node = formal_derivative_of(b, node, by[s], a.of[s]);
        return node;
      }
      case shape_op::matmul:
      case shape_op::outer:
        return leibniz(a, number, x, y, [&](int u, int v) {
          return filled(b, b.apply(o, full(u, x), full(v, y)), b.shapes[i]);
        });
      case shape_op::concatenate: return b.apply(o, full(derivative(x, number), x), full(derivative(y, number), y));
      case shape_op::sum:
      case shape_op::row_sums:
      case shape_op::column_sums:
      case shape_op::transpose:
      case shape_op::reshape:
      case shape_op::slice:
      case shape_op::element:
      case shape_op::pad:
      case shape_op::broadcast_rows:
      case shape_op::broadcast_columns:
      case shape_op::fill:
      case shape_op::component:
      case shape_op::by_element: break;  // linear; what follows are sizes and positions
    }
    const int inner = derivative(x, number);
    return inner < 0 ? zero : b.apply(o, full(inner, x), y, z);
  }
};

constexpr void write_out_derivatives(builder& b, int* roots, int count) {
  int moved[most_nodes]{};
  const int size = b.size;
  bool needed[most_nodes]{};
  mark_needed(b, roots, count, needed);
  for (int i = 0; i < size; ++i) {
    const word node = b.nodes[i];
    moved[i] = i;
    if (!needed[i] || arity_of(node) == 0) continue;
    if (op_of(node) == op::derivative) {
      const formal_derivative d = formal_at(b, i);
      moved[i] = taylor_sweep(b, d.by, d.orders, d.count).run(moved[d.of]);
      continue;
    }
    int operands[3]{};
    bool is_moved = false;
    for (int k = 0; k < arity_of(node); ++k) {
      const int operand = operand_of(node, k);
      operands[k] = moved[operand];
      is_moved |= operands[k] != operand;
    }
    if (is_moved) moved[i] = b.apply(op_of(node), operands[0], operands[1], operands[2]);
  }
  for (int k = 0; k < count; ++k) roots[k] = moved[roots[k]];
}

}  // namespace symdiff::detail
