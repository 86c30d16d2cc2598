// SPDX-License-Identifier: BSL-1.0
#pragma once
// Truncated power series in several variables: the arithmetic in which derivatives of high order are evaluated (A. Griewank,
// A. Walther, Evaluating Derivatives, 2nd ed., chapter 13). A coefficient is the derivative by the factorials of its orders.
#include <symdiff/derivative/taylor.hpp>
#include <symdiff/graph/program.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// Arithmetic over coefficients in a layout, of series that have those up to a bound.
template <series_layout Layout, class T>
struct series {
  static constexpr int size = Layout.size;
  using bound = series_bound;

  /// The orders of a coefficient.
  struct place {
    int of[std::size_t{Layout.count}];
    constexpr explicit place(int number) {
      for (int s = Layout.count - 1; s >= 0; --s) {
        of[s] = number / Layout.stride[s];
        number %= Layout.stride[s];
      }
    }
    constexpr int total() const {
      int sum = 0;
      for (const int n : of) sum += n;
      return sum;
    }
    constexpr bool is_within(const bound& u) const {
      for (int s = 0; s < Layout.count; ++s)
        if (of[s] > u.high[s]) return false;
      return total() <= u.total;
    }
  };

  /// Calls f(number, place) for each coefficient, lower orders first.
  template <class F>
  static constexpr void each(const bound& u, const F& f) {
    for (int number = 0; number < size; ++number)
      if (const place at(number); at.is_within(u)) f(number, at);
  }

  /// Adds to `sum` the products that make a coefficient of u v; without that of u's constant if `is_rest`. `left_u` and
  /// `left_v` are the total orders that may still come.
  template <int Symbol>
  static constexpr void add_products(T& sum, const place& at, const T* u, const bound& of_u, int left_u, const T* v,
                                     const bound& of_v, int left_v, bool is_rest) {
    if constexpr (Symbol < 0) {
      if (!is_rest) sum += *u * *v;
    } else {
      const auto least = [](int a, int b) { return a < b ? a : b; };
      const int order = at.of[Symbol], most_v = least(of_v.high[Symbol], left_v);
      const int high = least(order, least(of_u.high[Symbol], left_u));
      for (int i = order > most_v ? order - most_v : 0; i <= high; ++i)
        add_products<Symbol - 1>(sum, at, u + i * Layout.stride[Symbol], of_u, left_u - i,
                                 v + (order - i) * Layout.stride[Symbol], of_v, left_v - (order - i), is_rest && i == 0);
    }
  }
  static constexpr T product_at(const place& at, const T* u, const bound& of_u, const T* v, const bound& of_v, bool is_rest = false) {
    T sum(0);
    add_products<Layout.count - 1>(sum, at, u, of_u, of_u.total, v, of_v, of_v.total, is_rest);
    return sum;
  }

  static constexpr void lift_symbol(T* to, const T& value, int symbol) {
    to[0] = value;
    to[Layout.stride[symbol]] = T(1);
  }
  /// By coefficient, where one that is not there is 0.
  template <class F>
  static constexpr void by_coefficient(T* to, const T* u, const bound& of_u, const T* v, const bound& of_v, const F& f) {
    each(bound_of_sum(of_u, of_v), [&](int number, const place& at) {
      to[number] = f(at.is_within(of_u) ? u[number] : T(0), at.is_within(of_v) ? v[number] : T(0));
    });
  }
  static constexpr void multiply(T* to, const T* u, const bound& of_u, const T* v, const bound& of_v) {
    each(bound_of_product(Layout, of_u, of_v), [&](int number, const place& at) { to[number] = product_at(at, u, of_u, v, of_v); });
  }
  /// q = u / v has u = v q.
  static constexpr void divide(T* q, const T* u, const bound& of_u, const T* v, const bound& of_v) {
    const bound of_q = of_v.total == 0 ? of_u : bound_of_function(Layout, of_u, of_v);
    each(of_q, [&](int number, const place& at) {
      const T rest = product_at(at, v, of_v, q, of_q, true);  // NOLINT: v and q
      q[number] = T((at.is_within(of_u) ? T(u[number] - rest) : T(-rest)) / v[0]);
    });
  }
  /// f(u), from the derivatives of f at the constant of u up to the total order, by Horner's rule. Products that end beyond
  /// that order are left out.
  static constexpr void compose(T* to, const T* derivatives, const T* u, const bound& of_u) {
    const bound all = bound_of_function(Layout, of_u, {});
    T factorial(1);
    for (int k = 2; k <= all.total; ++k) factorial *= T(k);
    bound reached;  // by powers of u
    for (int k = all.total; k >= 0; --k) {
      const bound before = reached;
      if (k != all.total) {
        reached = bound_of_product(Layout, reached, of_u);
        if (reached.total > all.total - k) reached.total = all.total - k;
      }
      for (int number = size - 1; number > 0; --number)
        if (const place at(number); at.is_within(reached)) to[number] = product_at(at, u, of_u, to, before, true);
      to[0] = T(derivatives[k] / factorial);
      if (k != 0) factorial /= T(k);
    }
    each(all, [&](int number, const place& at) {
      if (!at.is_within(reached)) to[number] = T(0);
    });
  }
  /// f(u, v), from rows of its derivatives at the constants: a series in v for each power of u, by Horner's rule.
  static constexpr void compose(T* to, const T* derivatives, int length, int last_row, const T* u, const bound& of_u, const T* v,
                                const bound& of_v) {
    const bound all = bound_of_function(Layout, of_u, of_v), by_v = bound_of_function(Layout, of_v, {});
    T row[std::size_t{size}];
    T factorial(1);
    for (int k = 2; k <= last_row; ++k) factorial *= T(k);
    each(all, [&](int number, const place&) { to[number] = T(0); });
    for (int k = last_row; k >= 0; --k) {
      compose(row, derivatives + k * length, v, of_v);
      for (int number = size - 1; number >= 0; --number)
        if (const place at(number); at.is_within(all))
          to[number] = T((k == last_row ? T(0) : product_at(at, u, of_u, to, all, true)) +
                         (at.is_within(by_v) ? T(row[number] / factorial) : T(0)));
      if (k != 0) factorial /= T(k);
    }
  }
  /// The derivative in the orders of a coefficient.
  static constexpr T derivative(const T* u, const bound& of_u, int number) {
    const place at(number);
    if (!at.is_within(of_u)) return T(0);
    T result = u[number];
    for (const int n : at.of)
      for (int k = 2; k <= n; ++k) result *= T(k);
    return result;
  }
};

/// A function and its derivatives up to a total order, as a program: by one of its arguments, 0 or 1, or by both. Then they
/// are in rows for the orders by the first.
template <op Operation, const user_row* UserRow, int Order, int Argument>
struct function_derivatives {
  static constexpr bool is_by_both = Argument == 2;
  static constexpr int length = Order + 1;  // of a row
  static constexpr int count = is_by_both ? length * length : length;
  struct build {
    static constexpr int expected = 16 * Order;
    constexpr void operator()(builder& b, int* roots) const {
      const int arguments[]{b.symbol({symbol_name("x"), symbol_kind::parameter, {}}), b.symbol({symbol_name("y"), symbol_kind::parameter, {}})};
      op code = Operation;
      if constexpr (UserRow != nullptr) code = b.user_operation(UserRow, Operation);
      const int node = b.put(code, arguments[0], arity_of(Operation) > 1 ? arguments[1] : 0);
      const int orders[]{Order, Order}, by_both[]{arguments[1], arguments[0]};
      taylor_sweep(b, is_by_both ? by_both : arguments + Argument, orders, is_by_both ? 2 : 1).run_all(node, roots, Order);
    }
  };
  static constexpr auto& program = program_of<build, count>;

  /// The last row that is not 0.
  static constexpr int last_row = [] {
    int last = 0;
    for (int k = 0; k < count; ++k) {
      const int place = program.outputs[k];
      if (place >= program.constant_count || program.constants[place] != 0) last = k / length;
    }
    return last;
  }();

  /// f, f', f'', ... at x and y.
  template <template <class, class> class Line, class T>
  static constexpr void run(T* results, const T& x, const T& y) {
    using line = Line<function_derivatives, T>;
    typename line::state at;
    line::place_constants(at.values, numbers<>{});
    for (int i = 0; i < program.symbol_count; ++i)
      at.values[line::first_symbol + i] = program.symbols[i].name.text[0] == 'x' ? x : y;
    line::template run<0>(at);
    for (int k = 0; k < count; ++k) results[k] = at.values[program.outputs[k]];
  }
};

/// Whether an operation is a row's, of numbers, whose derivatives are those of its rule.
constexpr bool is_function_of_numbers(op o) {
  return o == op::power || (index_of(o) > index_of(op::sample_sum) && !is_shape_operation(o));
}

/// The bounds of the two operands of a word that are series.
struct operand_bounds {
  series_bound u, v;
};
/// For each word of code over series.
template <int Words>
struct bounds_of_code {
  operand_bounds of[std::size_t{Words + 1}]{};

  constexpr bounds_of_code(const word* code, const int* target, const series_region& region) {
    series_bound at[std::size_t{Words + 1}]{};
    for (int i = 0; i < Words; ++i) {
      const word node = code[i];
      const op o = op_of(node);
      const int x = first_of(node), y = second_of(node);
      if (o == lifted_condition || is_condition(o)) continue;
      series_bound& result = at[o == op::derivative ? Words : target[i]];
      if (o == lifted_value || o == lifted_symbol) {
        result = {};
        if (o == lifted_symbol) result.high[y] = result.total = 1;
        continue;
      }
      const series_bound u = at[o == op::where ? y : x], v = o == op::where ? at[third_of(node)] : arity_of(o) > 1 && o != op::derivative ? at[y] : series_bound{};
      of[i] = {u, v};
      switch (o) {
        case op::add:
        case op::subtract:
        case op::where: result = bound_of_sum(u, v); break;
        case op::negate: result = u; break;
        case op::multiply: result = bound_of_product(region.layout, u, v); break;
        case op::square: result = bound_of_product(region.layout, u, u); break;
        case op::divide: result = v.total == 0 ? u : bound_of_function(region.layout, u, v); break;
        default: result = bound_of_function(region.layout, u, v);
      }
    }
  }
};

template <class, class>
struct straight_line;  // evaluate/straight_line.hpp

/// One word of code over series.
template <op Operation, const user_row* UserRow, series_layout Layout, class T, int Order, int Argument>
struct series_step {
  using arithmetic = series<Layout, T>;

  template <class Row, class Condition>
  static constexpr void run(T* values, Condition* given, T* c, Condition* conditions, const operand_bounds& of, int target, int a,
                            int b, int third) {
    [[maybe_unused]] constexpr int size = Layout.size;
    [[maybe_unused]] T* const to = c + target * size;
    [[maybe_unused]] const T *const u = c + a * size, *const v = c + b * size;
    if constexpr (Operation == lifted_value) to[0] = values[a];
    else if constexpr (Operation == lifted_symbol) arithmetic::lift_symbol(to, values[a], b);
    else if constexpr (Operation == lifted_condition) conditions[target] = given[a];
    else if constexpr (Operation == op::derivative) values[target] = arithmetic::derivative(u, of.u, b);
    else if constexpr (Operation == op::logical_not) conditions[target] = Row::value(conditions[a]);
    else if constexpr (Operation == op::logical_and || Operation == op::logical_or)
      conditions[target] = Row::value(conditions[a], conditions[b]);
    else if constexpr (is_condition(Operation)) conditions[target] = Row::value(*u, *v);
    else if constexpr (Operation == op::where)
      arithmetic::by_coefficient(to, v, of.u, c + third * size, of.v,
                                 [&](const T& x, const T& y) { return T(Row::value(conditions[a], x, y)); });
    else if constexpr (Operation == op::add)
      arithmetic::by_coefficient(to, u, of.u, v, of.v, [](const T& x, const T& y) { return T(x + y); });
    else if constexpr (Operation == op::subtract)
      arithmetic::by_coefficient(to, u, of.u, v, of.v, [](const T& x, const T& y) { return T(x - y); });
    else if constexpr (Operation == op::negate)
      arithmetic::each(of.u, [&](int number, const auto&) { to[number] = T(-u[number]); });
    else if constexpr (Operation == op::multiply) arithmetic::multiply(to, u, of.u, v, of.v);
    else if constexpr (Operation == op::square) arithmetic::multiply(to, u, of.u, u, of.u);
    else if constexpr (Operation == op::divide) arithmetic::divide(to, u, of.u, v, of.v);
    else if constexpr (Argument == 2 && (Operation == op::larger || Operation == code_of_row<min_fn>())) {
      using scalar::select;
      const T chosen = T(Row::value(*u, *v));
      const auto is_second = chosen == *v && !(*u == *v);
      arithmetic::by_coefficient(to, u, of.u, v, of.v, [&](const T& x, const T& y) { return T(select(is_second, y, x)); });
      to[0] = chosen;
    } else {
      static_assert(arity_of(Operation) < 3, "derivatives: a rewrite brought a function of three arguments into a derivative of high "
                                             "order; take derivatives of verbatim(e)");
      using function = function_derivatives<Operation, UserRow, Order, Argument>;
      T derivatives[std::size_t{function::count}];
      function::template run<straight_line, T>(derivatives, *u, arity_of(Operation) > 1 ? *v : *u);
      if constexpr (function::is_by_both) arithmetic::compose(to, derivatives, function::length, function::last_row, u, of.u, v, of.v);
      else arithmetic::compose(to, derivatives, Argument == 0 ? u : v, Argument == 0 ? of.u : of.v);
    }
  }
};

}  // namespace symdiff::detail
