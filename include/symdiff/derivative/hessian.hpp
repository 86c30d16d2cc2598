// SPDX-License-Identifier: BSL-1.0
#pragma once
// Second derivatives: the Hessian, each of its entries once, and its product with a vector.
#include <symdiff/derivative/gradient.hpp>
#include <symdiff/notation/symbols.hpp>

namespace symdiff {
namespace detail {

/// The lower triangle of the Hessian: a reverse sweep over each entry of the gradient.
template <class E, class Symbols>
struct hessian_source;
template <class E, symbol_id... Symbols>
struct hessian_source<E, symbol_list<Symbols...>> {
  static constexpr int count = sizeof...(Symbols);
  static constexpr int output_count = count * (count + 1) / 2;
  struct build {
    static constexpr int expected = 9 * E::graph.node_count;
    constexpr void operator()(builder& b, int* roots) const {
      const int wanted[]{b.symbol(Symbols)...};
      int first[count]{};
      {
        reverse_sweep sweep(b);
        sweep.run(import(b, E::graph), wanted, count);
        for (int i = 0; i < count; ++i) first[i] = sweep.derivative(wanted[i]);
      }
      for (int i = 0; i < count; ++i) {
        reverse_sweep sweep(b);
        sweep.run(first[i], wanted, i + 1);
        for (int j = 0; j <= i; ++j) *roots++ = sweep.derivative(wanted[j]);
      }
    }
  };
  static constexpr auto& program = programmed<build, output_count>::program;
};

constexpr symbol_id direction_of(symbol_id s) { return {s.name, symbol_kind::direction}; }

/// The Hessian times a direction: the gradient of (gradient · direction).
template <class E, class Symbols>
struct product_source;
template <class E, symbol_id... Symbols>
struct product_source<E, symbol_list<Symbols...>> {
  struct build {
    static constexpr int expected = 9 * E::graph.node_count;
    constexpr void operator()(builder& b, int* roots) const {
      constexpr int count = sizeof...(Symbols);
      const int wanted[]{b.symbol(Symbols)...};
      const int directions[]{b.symbol(direction_of(Symbols))...};
      int along = b.constant(0);
      {
        reverse_sweep sweep(b);
        sweep.run(import(b, E::graph), wanted, count);
        for (int i = 0; i < count; ++i)
          along = b.apply(op::add, along, b.apply(op::multiply, sweep.derivative(wanted[i]), directions[i]));
      }
      reverse_sweep sweep(b);
      sweep.run(along, wanted, count);
      for (int i = 0; i < count; ++i) roots[i] = sweep.derivative(wanted[i]);
    }
  };
  static constexpr auto& program = programmed<build, sizeof...(Symbols)>::program;
};

}  // namespace detail

/// A symmetric matrix by symbols: `h(a, b)`.
template <class T, detail::symbol_id... Symbols>
struct symmetric_matrix {
  static constexpr int count = sizeof...(Symbols);
  T lower[count * (count + 1) / 2 + (count == 0)]{};  // row after row

  template <Symbol A, Symbol B>
  constexpr const T& operator()(const A&, const B&) const {
    constexpr int i = position(detail::id_of<A>), j = position(detail::id_of<B>);
    static_assert(i >= 0 && j >= 0, "hessian: there is no row of this symbol; name it in wrt(…)");
    return i >= j ? lower[i * (i + 1) / 2 + j] : lower[j * (j + 1) / 2 + i];
  }

 private:
  static constexpr int position(const detail::symbol_id& s) {
    int i = 0;
    bool found = false;
    ((found = found || Symbols == s, i += !found), ...);
    return found ? i : -1;
  }
};

namespace detail {

template <class E, symbol_id... Symbols, class... Arguments>
constexpr auto hessian_by(symbol_list<Symbols...>, const E& e, const Arguments&... arguments) {
  static_assert(sizeof...(Symbols) > 0, "hessian: the expression has no parameters; name symbols with wrt(…)");
  if constexpr (sizeof...(Symbols) > 0) {
    using source = hessian_source<E, symbol_list<Symbols...>>;
    if constexpr (are_values<E, Arguments...>()) {
      using T = number_of<decltype(e.numbers), Arguments...>;
      symmetric_matrix<T, Symbols...> h;
      run_program<source>(h.lower, e.numbers, arguments...);
      return h;
    }
  }
}

}  // namespace detail

/// The second derivatives by the named symbols.
template <class E, class... S, class... Arguments>
constexpr auto hessian(const E& e, with_respect_to<S...>, const Arguments&... arguments) {
  static_assert(Expression<E>, "hessian: the first argument is no expression with a number as its value");
  if constexpr (Expression<E>) return detail::hessian_by(detail::symbol_list<detail::id_of<S>...>{}, e, arguments...);
}

/// The second derivatives by all parameters of the expression: `h(a, b)`.
template <class E, class... Arguments>
constexpr auto hessian(const E& e, const Arguments&... arguments) {
  static_assert(Expression<E>, "hessian: the first argument is no expression with a number as its value");
  if constexpr (Expression<E>) return detail::hessian_by(typename detail::parameters_of<E>::type{}, e, arguments...);
}

namespace detail {

template <symbol_id Symbol>
inline constexpr expression<symbol_graph(Symbol.name, Symbol.kind)> symbol_of{};

template <class E, symbol_id... Symbols, class Direction, class... Arguments>
constexpr auto product_by(symbol_list<Symbols...>, const E& e, const Direction& direction,
                          const Arguments&... arguments) {
  using source = product_source<E, symbol_list<Symbols...>>;
  if constexpr (are_values<E, Arguments...>()) {
    using T = number_of<decltype(e.numbers), Arguments...>;
    T outputs[sizeof...(Symbols)]{};
    run_program<source>(outputs, e.numbers,
                        binding<direction_of(Symbols), T>{static_cast<T>(direction[symbol_of<Symbols>])}...,
                        arguments...);
    return gradient_source<E, symbol_list<Symbols...>>::template as_map<T>(outputs);
  }
}

}  // namespace detail

/// The Hessian by all parameters of the expression times a direction, without the Hessian. The direction has
/// a value for each parameter: a gradient, `parameters`, or anything indexed by symbols.
template <class E, class Direction, class... Arguments>
constexpr auto hessian_vector_product(const E& e, const Direction& direction, const Arguments&... arguments) {
  static_assert(Expression<E>,
                "hessian_vector_product: the first argument is no expression with a number as its value");
  if constexpr (Expression<E>)
    return detail::product_by(typename detail::parameters_of<E>::type{}, e, direction, arguments...);
}

}  // namespace symdiff
