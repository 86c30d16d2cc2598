// SPDX-License-Identifier: BSL-1.0
#pragma once
// Symbolic derivatives: expressions again.
#include <symdiff/derivative/forward.hpp>
#include <symdiff/shape/stack.hpp>

namespace SYMDIFF_NAMESPACE {

namespace detail {

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
  if constexpr (!detail::can_diff<E, By...>())
    return detail::refused{};
  else if constexpr (detail::is_stack<E>)
    return diff(e.vector(), by...);
  else if constexpr (sizeof...(By) == 1)
    return detail::diff_once<E, By...>(e);
  else
    return [&]<class First, class... Rest>(const First&, const Rest&... rest) {
      return diff(detail::diff_once<E, First>(e), rest...);
    }(by...);
}

/// The derivative of order `Order` by one symbol; order 0 is the expression itself.
template <int Order, class E, class By>
constexpr auto diff(const E& e, const By& by) {
  static_assert(Order >= 0, "diff: the order of a derivative cannot be negative");
  if constexpr (Order < 0)
    return detail::refused{};
  else if constexpr (Order == 0)
    return e;
  else
    return diff<Order - 1>(diff(e, by), by);
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
