// SPDX-License-Identifier: BSL-1.0
#pragma once
// Second derivatives: the Hessian, each of its entries once, and its product with a vector.
#include <symdiff/derivative/gradient.hpp>
#include <symdiff/notation/symbols.hpp>

namespace SYMDIFF_NAMESPACE {
namespace detail {

/// The lower triangle of the Hessian: a reverse sweep over each entry of the gradient.
template <class E, class Symbols>
struct hessian_source;
template <class E, symbol_id... Symbols>
struct hessian_source<E, symbol_list<Symbols...>> : made_of<E> {
  static constexpr int count = sizeof...(Symbols);
  static constexpr int output_count = count * (count + 1) / 2;
  struct build {
    static constexpr int expected = 9 * E::graph.node_count;
    constexpr void operator()(builder& b, int* roots) const {
      const int wanted[]{b.symbol(Symbols)...};
      int first[std::size_t{count}]{};
      {
        reverse_sweep sweep(b);
        sweep.run(import_to_compute<E>(b), wanted, count);
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
struct product_source<E, symbol_list<Symbols...>> : made_of<E> {
  struct build {
    static constexpr int expected = 9 * E::graph.node_count;
    constexpr void operator()(builder& b, int* roots) const {
      constexpr int count = sizeof...(Symbols);
      const int wanted[]{b.symbol(Symbols)...};
      const int directions[]{b.symbol(direction_of(Symbols))...};
      int along = b.constant(0);
      {
        reverse_sweep sweep(b);
        sweep.run(import_to_compute<E>(b), wanted, count);
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
template <int Numbers>
constexpr void too_many_numbers() {
  static_assert(Numbers < 0, "hessian: by vectors and matrices of so many numbers, which stand in too_many_numbers<...>, it would "
                             "have more than 10,000; take its product with a direction: hessian_vector_product(e, direction, "
                             "...)");
}
template <class Symbol>
constexpr void no_row_of(Symbol) {
  static_assert(never<Symbol>, "hessian: there is no row of a symbol; its name stands in no_row_of<...>, a Hessian has those of "
                               "the expression's parameters or of wrt(...)");
}
}  // namespace detail

/// A symmetric matrix by symbols: `h(a, b)`, a number; for a scalar and a vector a std::array; for two vectors a `matrix`
/// with a row for each number of the first, where a matrix counts as the vector of its numbers, row by row.
template <class T, detail::symbol_id... Symbols>
struct symmetric_matrix {
  /// How many numbers the symbols have.
  static constexpr int count = (Symbols.dimensions.size() + ... + 0);
  T lower[std::size_t{count * (count + 1) / 2 + (count == 0)}]{};  // row after row

  template <class A, class B>
  constexpr decltype(auto) operator()(const A&, const B&) const {
    static_assert((Symbol<A> || detail::is_refused<A>) && (Symbol<B> || detail::is_refused<B>),
                  "hessian: an index is no symbol; write it as in h(a, b)");
    if constexpr (!Symbol<A> || !Symbol<B>) {
      return detail::refused{};
    } else if constexpr (!has_row<A>() || !has_row<B>()) {
      return detail::refused{};
    } else {
      constexpr int i = first_row(detail::id_of<A>), j = first_row(detail::id_of<B>);
      constexpr detail::shape of_a = A::graph.result, of_b = B::graph.result;
      if constexpr (of_a.is_scalar() && of_b.is_scalar()) {
        return at(i, j);
      } else {
        constexpr int rows = of_a.size(), columns = of_b.size();
        detail::value_for<T, (of_a.is_scalar() ? detail::shape{columns, 0}
                              : of_b.is_scalar() ? detail::shape{rows, 0} : detail::shape{rows, columns})> block{};
        for (int k = 0; k < rows * columns; ++k) block.data()[k] = at(i + k / columns, j + k % columns);
        return block;
      }
    }
  }

  /// The number in row i and column j.
  constexpr const T& at(int i, int j) const { return i >= j ? lower[i * (i + 1) / 2 + j] : lower[j * (j + 1) / 2 + i]; }

 private:
  static constexpr int position(const detail::symbol_id& s) {
    int i = 0;
    bool found = false;
    ((found = found || Symbols == s, i += !found), ...);
    return found ? i : -1;
  }
  static constexpr int first_row(const detail::symbol_id& s) {
    int rows = 0;
    bool found = false;
    ((found = found || Symbols == s, rows += found ? 0 : Symbols.dimensions.size()), ...);
    return rows;
  }

  template <class S>
  static constexpr bool has_row() {
    constexpr bool found = position(detail::id_of<S>) >= 0;
    if constexpr (!found) detail::no_row_of(detail::show<detail::id_of<S>>());
    return found;
  }
};

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

/// By scalars alone, as one program.
template <class T, class E, symbol_id... Symbols, class... Arguments>
constexpr auto hessian_by_scalars(symbol_list<Symbols...>, const E& e, const Arguments&... arguments) {
  symmetric_matrix<T, Symbols...> h;
  fill_from_program<hessian_source<E, symbol_list<Symbols...>>>(h.lower, e.numbers, arguments...);
  return h;
}

/// With vectors among the symbols, its product with the direction of each number.
template <class T, class E, symbol_id... Symbols, class... Arguments>
constexpr auto hessian_by_products(symbol_list<Symbols...>, const E& e, const Arguments&... arguments) {
  using source = product_source<E, symbol_list<Symbols...>>;
  using map = symbol_map<binding<Symbols, value_for<T, Symbols.dimensions>>...>;
  symmetric_matrix<T, Symbols...> h;
  map direction{}, product{};
  const auto each_number = [](map& numbers, const auto& f) {
    each_of_map<0>([&]<int>(auto& value) { each_number_of(f, value); }, numbers);
  };
  T* row = h.lower;
  for (int i = 0; i < h.count; ++i) {
    int number = 0;
    each_number(direction, [&](T& x) { x = T(number++ == i ? 1 : 0); });
    write_roots<source, T>(e.numbers, [&](const auto& put) { each_of_map<0>(put, product); },
                           component_along<T, Symbols>(direction)..., arguments...);
    number = 0;
    each_number(product, [&](const T& x) {
      if (number++ <= i) *row++ = x;
    });
  }
  return h;
}

template <class E, symbol_id... Symbols, class... Arguments>
constexpr auto hessian_by(symbol_list<Symbols...> symbols, const E& e, const Arguments&... arguments) {
  constexpr bool by_scalars = (Symbols.dimensions.is_scalar() && ...);
  constexpr int count = (Symbols.dimensions.size() + ... + 0);
  static_assert(sizeof...(Symbols) > 0, "hessian: the expression has no parameters; name inputs with wrt(...), as in "
                                        "hessian(e, wrt(t), t = 0.5)");
  if constexpr (sizeof...(Symbols) == 0) {
    return refused{};
  } else if constexpr (!by_scalars && count * count > 10'000) {
    too_many_numbers<count>();
    return refused{};
  } else if constexpr (!are_values<E, std::conditional_t<by_scalars, hessian_source<E, symbol_list<Symbols...>>,
                                                         product_source<E, symbol_list<Symbols...>>>,
                                   Arguments...>()) {
    return refused{};
  } else {
    using T = number_of<decltype(e.numbers), Arguments...>;
    if constexpr (by_scalars) return hessian_by_scalars<T>(symbols, e, arguments...);
    else return hessian_by_products<T>(symbols, e, arguments...);
  }
}

}  // namespace detail

/// The second derivatives by the named symbols. By vectors and matrices it takes a Hessian-vector product for each of their
/// numbers, of which there may be 100.
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
