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
  static constexpr auto& program = program_of<build, output_count>;
};

constexpr int inner_product(builder& b, int x, int y) {
  return total(b, b.apply(op::multiply, x, y), b.shapes[y]);
}

constexpr symbol_id direction_of(symbol_id s) { return {s.name, symbol_kind::direction, s.dimensions}; }

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
          along = b.apply(op::add, along, inner_product(b, sweep.derivative(wanted[i]), directions[i]));
      }
      reverse_sweep sweep(b);
      sweep.run(along, wanted, count);
      for (int i = 0; i < count; ++i) roots[i] = sweep.derivative(wanted[i]);
    }
  };
  static constexpr auto& program = program_of<build, sizeof...(Symbols)>;
};

}  // namespace detail

namespace detail {
template <class Symbol>
constexpr void no_row_of(Symbol) {
  static_assert(never<Symbol>, "hessian: there is no row of a symbol; its name stands in no_row_of<...>, a Hessian has those of "
                               "the expression's parameters or of wrt(...)");
}
}  // namespace detail

/// A symmetric matrix by symbols: `h(a, b)`.
template <class T, detail::symbol_id... Symbols>
struct symmetric_matrix {
  static constexpr int count = sizeof...(Symbols);
  T lower[count * (count + 1) / 2 + (count == 0)]{};  // row after row

  template <class A, class B>
  constexpr decltype(auto) operator()(const A&, const B&) const {
    static_assert((Symbol<A> || detail::is_refused<A>) && (Symbol<B> || detail::is_refused<B>),
                  "hessian: an index is no symbol; write it as in h(a, b)");
    if constexpr (!Symbol<A> || !Symbol<B>) {
      return detail::refused{};
    } else if constexpr (!has_row<A>() || !has_row<B>()) {
      return detail::refused{};
    } else {
      constexpr int i = position(detail::id_of<A>), j = position(detail::id_of<B>);
      return i >= j ? lower[i * (i + 1) / 2 + j] : lower[j * (j + 1) / 2 + i];
    }
  }

 private:
  static constexpr int position(const detail::symbol_id& s) {
    int i = 0;
    bool found = false;
    ((found = found || Symbols == s, i += !found), ...);
    return found ? i : -1;
  }

  template <class S>
  static constexpr bool has_row() {
    constexpr bool found = position(detail::id_of<S>) >= 0;
    if constexpr (!found) detail::no_row_of(detail::show<detail::id_of<S>>());
    return found;
  }
};

namespace detail {

template <class E, symbol_id... Symbols, class... Arguments>
constexpr auto hessian_by(symbol_list<Symbols...>, const E& e, const Arguments&... arguments) {
  static_assert(sizeof...(Symbols) > 0, "hessian: the expression has no parameters; name inputs with wrt(...), as in "
                                        "hessian(e, wrt(t), t = 0.5)");
  if constexpr (sizeof...(Symbols) == 0) {
    return refused{};
  } else if constexpr (!are_values<E, hessian_source<E, symbol_list<Symbols...>>, Arguments...>()) {
    return refused{};
  } else {
    using T = number_of<decltype(e.numbers), Arguments...>;
    symmetric_matrix<T, Symbols...> h;
    fill_from_program<hessian_source<E, symbol_list<Symbols...>>>(h.lower, e.numbers, arguments...);
    return h;
  }
}

}  // namespace detail

/// The second derivatives by the named symbols.
template <class E, class... S, class... Arguments>
constexpr auto hessian(const E& e, with_respect_to<S...>, const Arguments&... arguments) {
  static_assert(Expression<E> || detail::is_refused<E>,
                "hessian: the first argument is no expression with a number as its value");
  if constexpr (detail::is_single_number<E>()) return detail::hessian_by(detail::symbol_list<detail::id_of<S>...>{}, e, arguments...);
  else return detail::refused{};
}

/// The second derivatives by all parameters of the expression: `h(a, b)`.
template <class E, class... Arguments>
constexpr auto hessian(const E& e, const Arguments&... arguments) {
  static_assert(Expression<E> || detail::is_refused<E>,
                "hessian: the first argument is no expression with a number as its value");
  if constexpr (!detail::is_single_number<E>()) return detail::refused{};
  else if constexpr ((detail::is_refused<Arguments> || ...)) return detail::refused{};
  else return detail::hessian_by(typename detail::parameters_of<E>::type{}, e, arguments...);
}

namespace detail {

template <symbol_id Symbol>
inline constexpr expression<symbol_graph(Symbol)> symbol_of{};

template <class Direction, symbol_id... Symbols>
constexpr bool has_direction() {
  if constexpr (is_refused<Direction>) {
    return false;
  } else if constexpr (sizeof...(Symbols) == 0) {
    static_assert(never<Direction>, "hessian_vector_product: the expression has no parameters");
    return false;
  } else {
    constexpr bool indexed = requires(const Direction& d) { (d[symbol_of<Symbols>], ...); };
    static_assert(indexed, "hessian_vector_product: the second argument is no direction; give a value for each parameter, as "
                           "in parameters{a = 1.0, b = 0.0} or a gradient");
    if constexpr (indexed) return !(is_refused<decltype(std::declval<const Direction&>()[symbol_of<Symbols>])> || ...);
    else return false;
  }
}

/// The part of a direction that belongs to a symbol.
template <class T, symbol_id Symbol, class Direction>
constexpr auto component_along(const Direction& direction) {
  const auto& value = direction[symbol_of<Symbol>];
  if constexpr (Symbol.dimensions.is_scalar()) return binding<direction_of(Symbol), T>{static_cast<T>(value)};
  else return binding<direction_of(Symbol), decltype(value)>{value};
}

template <class E, symbol_id... Symbols, class Direction, class... Arguments>
constexpr auto product_by(symbol_list<Symbols...>, const E& e, const Direction& direction,
                          const Arguments&... arguments) {
  if constexpr (!has_direction<Direction, Symbols...>()) {
    return refused{};
  } else if constexpr (!are_values<E, product_source<E, symbol_list<Symbols...>>, Arguments...>()) {
    return refused{};
  } else {
    using source = product_source<E, symbol_list<Symbols...>>;
    using T = number_of<decltype(e.numbers), Arguments...>;
    symbol_map<binding<Symbols, result_for<T, Symbols.dimensions>>...> product;
    write_roots<source, T>(e.numbers, [&](const auto& put) { each_of_map<0>(put, product); },
                           component_along<T, Symbols>(direction)...,
                           arguments...);
    return product;
  }
}

}  // namespace detail

/// The Hessian by all parameters of the expression times a direction, without the Hessian. The direction has
/// a value for each parameter: a gradient, `parameters`, or anything indexed by symbols.
template <class E, class Direction, class... Arguments>
constexpr auto hessian_vector_product(const E& e, const Direction& direction, const Arguments&... arguments) {
  static_assert(Expression<E> || detail::is_refused<E>,
                "hessian_vector_product: the first argument is no expression with a number as its value");
  if constexpr (detail::is_single_number<E>())
    return detail::product_by(typename detail::parameters_of<E>::type{}, e, direction, arguments...);
  else
    return detail::refused{};
}

}  // namespace symdiff
