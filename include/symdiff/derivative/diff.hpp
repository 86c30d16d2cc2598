// SPDX-License-Identifier: BSL-1.0
#pragma once
// Symbolic derivatives: expressions again.
#include <symdiff/derivative/forward.hpp>
#include <symdiff/derivative/taylor.hpp>
#include <symdiff/shape/stack.hpp>

namespace SYMDIFF_NAMESPACE {

namespace detail {

inline constexpr op min_code = code_of_row<min_fn>();

/// A derivative of what is verbatim is verbatim.
template <class E>
constexpr int computed_as(builder& b, int derivative) {
  if constexpr (has_verbatim(E::graph)) return b.apply(verbatim_code, derivative);
  else return derivative;
}

template <class E, class By>
struct derivative_of {
  static constexpr int expected = 3 * E::graph.node_count;
  constexpr int operator()(builder& b) const {
    const int root = import_to_compute<E>(b);
    const int wanted = b.symbol(By::graph.symbols[0]);
    reverse_sweep sweep(b);
    sweep.run(root, &wanted, 1);
    return computed_as<E>(b, sweep.derivative(wanted));
  }
};

/// The derivative of a vector or matrix by a scalar, element by element.
template <class E, class By>
struct elementwise_derivative_of {
  static constexpr int expected = 3 * E::graph.node_count;
  constexpr int operator()(builder& b) const {
    const int root = import_to_compute<E>(b);
    return computed_as<E>(b, forward_sweep(b).run(root, b.symbol(By::graph.symbols[0])));
  }
};

/// The derivatives of a vector by symbols: a row for each of its elements, a column for each number of each symbol.
template <class E, class... By>
struct jacobian_of {
  static constexpr int expected = 3 * E::graph.node_count;
  constexpr int operator()(builder& b) const {
    const int root = import_to_compute<E>(b);
    const int wanted[]{b.symbol(By::graph.symbols[0])...};
    if constexpr ((By::graph.result.is_scalar() && ...)) return computed_as<E>(b, by_columns(b, root, wanted));
    else return computed_as<E>(b, by_rows(b, root, wanted));
  }

 private:
  static constexpr int rows = E::graph.result.size(), columns = (By::graph.result.size() + ...);
  static constexpr int symbols = sizeof...(By);

  static constexpr int flat(builder& b, int node, const shape& s) {
    const int full = filled(b, node, s);
    return s.is_matrix() ? b.apply(op::reshape, full, b.constant(s.size()), b.constant(0)) : full;
  }
  static constexpr int matrix_of(builder& b, const int* parts, int count, int m, int n) {
    return b.apply(op::reshape, stacked_node(b, parts, count), b.constant(m), b.constant(n));
  }

  static constexpr int by_rows(builder& b, int root, const int* wanted) {
    int parts[std::size_t{rows * symbols}]{};
    for (int i = 0; i < rows; ++i) {
      reverse_sweep sweep(b);
      sweep.run(b.shapes[root].is_scalar() ? root : b.apply(op::element, root, b.constant(i)), wanted, symbols);
      for (int k = 0; k < symbols; ++k)
        parts[i * symbols + k] = flat(b, sweep.derivative(wanted[k]), b.shapes[wanted[k]]);
    }
    return matrix_of(b, parts, rows * symbols, rows, columns);
  }
  static constexpr int by_columns(builder& b, int root, const int* wanted) {
    int parts[std::size_t{symbols}]{};
    for (int k = 0; k < symbols; ++k) {
      forward_sweep sweep(b);
      parts[k] = flat(b, sweep.run(root, wanted[k]), b.shapes[root]);
    }
    const int transposed = matrix_of(b, parts, symbols, columns, rows);
    return b.apply(op::transpose, transposed);
  }
};

template <class E, class... By>
constexpr auto make_jacobian(const E& e, const By&...) {
  static_assert(!E::graph.result.is_matrix(), "jacobian: the first argument is a matrix; make it a vector, as in "
                                              "jacobian(reshape<n>(A), w)");
  if constexpr (E::graph.result.is_matrix()) return refused{};
  else return build_expression<jacobian_of<E, By...>>(e.numbers);
}

template <class E, class By>
constexpr auto diff_once(const E& e) {
  constexpr shape of = E::graph.result, by = By::graph.result;
  if constexpr (of.is_scalar()) {
    return build_expression<derivative_of<E, By>>(e.numbers);
  } else if constexpr (by.is_scalar()) {
    return build_expression<elementwise_derivative_of<E, By>>(e.numbers);
  } else {
    constexpr bool are_vectors = of.is_vector() && by.is_vector();
    static_assert(are_vectors, "diff: the derivative of a vector by a matrix, or of a matrix by either, has more than two "
                               "indices; jacobian(reshape<n>(A), W) has a row for each element and a column for each number "
                               "of W");
    if constexpr (are_vectors) return make_jacobian(e, By{});
    else return refused{};
  }
}

/// How often to differentiate by each of the symbols that follow.
template <int... Orders>
struct order_list {
  static constexpr int total = (Orders + ... + 0);
};
template <class By>
inline constexpr int once = 1;

/// The orders by each symbol, those by the same symbol added.
template <class Orders, class... By>
struct summed_orders;
template <int... Orders, class... By>
struct summed_orders<order_list<Orders...>, By...> {
  int count = 0;
  int of[sizeof...(By)]{};
  symbol_id by[sizeof...(By)]{};

  constexpr summed_orders() {
    const int given[]{Orders...};
    const symbol_id symbols[]{By::graph.symbols[0]...};
    for (int k = 0; k < static_cast<int>(sizeof...(By)); ++k) {
      int s = 0;
      while (s < count && by[s] != symbols[k]) ++s;
      if (s == count && given[k] == 0) continue;
      if (s == count) by[count++] = symbols[k];
      of[s] += given[k];
    }
  }
};

/// The derivative in all of the orders at once, written out or as a formal derivative.
template <class E, class Orders, bool IsFormal, class... By>
struct mixed_derivative_of {
  static constexpr int expected = (IsFormal ? 1 : 3) * E::graph.node_count;
  constexpr int operator()(builder& b) const {
    constexpr summed_orders<Orders, By...> orders;
    int by[sizeof...(By)]{};
    if constexpr (IsFormal) {
      formal_derivative d;
      d.of = import(b, E::graph);
      for (; d.count < orders.count; ++d.count) {
        d.by[d.count] = b.symbol(orders.by[d.count]);
        d.orders[d.count] = orders.of[d.count];
      }
      return formal_node(b, d);
    } else {
      const int root = import_to_compute<E>(b);
      for (int s = 0; s < orders.count; ++s) by[s] = b.symbol(orders.by[s]);
      return computed_as<E>(b, taylor_sweep(b, by, orders.of, orders.count).run(root));
    }
  }
};

/// How many products of coefficients make those of a product.
constexpr double pairs_of(const series_layout& layout, const series_bound& u, const series_bound& v) {
  double pairs = 1;
  for (int s = 0; s < layout.count; ++s) {
    int some = 0;
    for (int i = 0; i <= u.high[s]; ++i)
      for (int k = 0; k <= v.high[s] && i + k <= layout.most[s]; ++k) ++some;
    pairs *= some;
  }
  return pairs;
}

/// About how many products a derivative takes that is written out; -1 where it must be, since series don't know all that the
/// expression is made of.
template <class Graph, class Orders>
constexpr double products_written_out(const Graph& g, const Orders& orders) {
  series_layout layout;
  layout.set(orders.of, orders.count);
  series_bound of[Graph::node_count]{};
  double products = 0;
  for (int i = 0; i < Graph::node_count; ++i) {
    const word node = g.nodes[i];
    const op o = op_of(node);
    if (is_shape_operation(o) || is_reduction(o) || (o == op::symbol && !g.symbols[first_of(node)].dimensions.is_scalar()))
      return -1;
    if (o == op::symbol)
      for (int s = 0; s < orders.count; ++s)
        if (g.symbols[first_of(node)] == orders.by[s]) of[i].high[s] = of[i].total = 1;
    if (arity_of(node) == 0 || is_condition(o)) continue;
    int factors = 0;
    for (int k = 0; k < arity_of(node); ++k) factors += of[operand_of(node, k)].total != 0;
    if (factors == 0) continue;
    const series_bound u = of[operand_of(node, o == op::where)], v = arity_of(node) == 1 ? series_bound{} : of[operand_of(node, arity_of(node) - 1)];
    const series_bound all = bound_of_function(layout, u, v);
    switch (o) {
      case op::add:
      case op::subtract:
      case op::negate:
      case op::where: of[i] = bound_of_sum(u, v); break;
      case op::multiply:
      case op::square:
        of[i] = bound_of_product(layout, u, o == op::square ? u : v);
        products += o == op::square ? pairs_of(layout, u, u) / 2 : factors == 2 ? pairs_of(layout, u, v) : 0;
        break;
      case op::divide:
        of[i] = v.total == 0 ? u : all;
        products += v.total == 0 ? 0 : pairs_of(layout, v, all);
        break;
      default:
        if (arity_of(node) > 2 || (factors > 1 && o != op::larger && o != min_code && o != xlogy_code)) return -1;
        of[i] = all;
        products += pairs_of(layout, factors > 1 ? all : bound_of_sum(u, v), all);
    }
  }
  return products;
}
inline constexpr double most_products_written_out = 400;

/// From this order on a derivative is taken at once, which makes it smaller: the fifth of exp(sin(x)) has 33 nodes in the
/// place of 61, that of x/(1 + x*x) 37 in the place of 247.
inline constexpr int first_order_at_once = 5;

template <int Order, class E, class By>
constexpr auto diff_repeatedly(const E& e) {
  if constexpr (Order == 0) return e;
  else return diff_repeatedly<Order - 1, std::remove_cvref_t<decltype(diff_once<E, By>(e))>, By>(diff_once<E, By>(e));
}
/// By one symbol after the other.
template <class E>
constexpr auto diff_in_turn(const E& e, order_list<>) {
  return e;
}
template <class E, int First, int... Rest, class By, class... More>
constexpr auto diff_in_turn(const E& e, order_list<First, Rest...>, const By&, const More&... more) {
  return diff_in_turn(diff_repeatedly<First, E, By>(e), order_list<Rest...>{}, more...);
}

template <class E, class Orders, class... By>
constexpr bool is_formal() {
  return products_written_out(E::graph, summed_orders<Orders, By...>()) > (Orders::total > most_exact_order ? 0 : most_products_written_out);
}
/// Whether all orders are taken at once.
template <class E, class Orders, class... By>
constexpr bool is_at_once() {
  if constexpr (Orders::total < first_order_at_once || !(By::graph.result.is_scalar() && ...)) return false;
  else return summed_orders<Orders, By...>().count <= most_directions && (Orders::total <= most_exact_order || is_formal<E, Orders, By...>());
}

template <class Orders, class E, class... By>
constexpr auto diff_in_orders(const E& e, const By&... by) {
  if constexpr (is_refused<E>) return refused{};
  else if constexpr (is_at_once<E, Orders, By...>())
    return build_expression<mixed_derivative_of<E, Orders, is_formal<E, Orders, By...>(), By...>>(e.numbers);
  else return diff_in_turn(e, Orders{}, by...);
}

template <class E, class... By>
constexpr bool can_diff() {
  if constexpr (is_refused<E> || (is_refused<By> || ...)) {
    return false;
  } else if constexpr (!Expression<E> && !is_stack<E>) {
    static_assert(never<E>, "diff: the first argument is no expression; give one made of parameters and inputs");
    return false;
  } else if constexpr (sizeof...(By) == 0) {
    static_assert(never<E>, "diff: name the symbol to differentiate by, as in diff(e, x)");
    return false;
  } else {
    static_assert((Symbol<By> && ...), "diff: only a parameter or an input can be differentiated by");
    return (Symbol<By> && ...);
  }
}

}  // namespace detail

/// The derivative of an expression by symbols, one after the other: `diff(e, x)`, `diff(e, x, y)`. That of a scalar has
/// the shape of the symbol, that of a vector or matrix by a scalar has the expression's. The derivative of a vector of m
/// by a vector of n is the m×n Jacobian.
template <class E, class... By>
constexpr auto diff(const E& e, const By&... by) {
  if constexpr (!detail::can_diff<E, By...>()) return detail::refused{};
  else if constexpr (detail::is_stack<E>) return diff(e.vector(), by...);
  else return detail::diff_in_orders<detail::order_list<detail::once<By>...>>(e, by...);
}

/// The derivative of order `Order` by one symbol; order 0 is the expression itself.
template <int Order, class E, class By>
constexpr auto diff(const E& e, const By& by) {
  static_assert(Order >= 0, "diff: the order of a derivative cannot be negative");
  if constexpr (Order < 0 || !detail::can_diff<E, By>()) return detail::refused{};
  else if constexpr (Order == 0) return e;
  else if constexpr (detail::is_stack<E>) return diff<Order>(e.vector(), by);
  else return detail::diff_in_orders<detail::order_list<Order>>(e, by);
}

/// Whether two expressions have the same structure and carry the same plain numbers.
template <class A, class B>
  requires Symbolic<A> && Symbolic<B>
constexpr bool same(const A& a, const B& b) {
  if constexpr (detail::is_stack<A> || detail::is_stack<B>) {
    return same(detail::as_expression(a), detail::as_expression(b));
  } else if constexpr (!std::same_as<A, B>) {
    return false;
  } else if constexpr (detail::parts<A>::number_count != 0) {
    for (int i = 0; i < detail::parts<A>::number_count; ++i)
      if (!(a.numbers.value[i] == b.numbers.value[i])) return false;
    return true;
  } else {
    return true;
  }
}

}  // namespace symdiff
