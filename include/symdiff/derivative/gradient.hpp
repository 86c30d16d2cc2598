// SPDX-License-Identifier: BSL-1.0
#pragma once
// Gradients: values of the derivatives by all parameters, or by named symbols.
#include <symdiff/derivative/reverse.hpp>
#include <symdiff/evaluate/evaluate.hpp>

namespace SYMDIFF_NAMESPACE {

namespace detail {

template <symbol_id... Symbols>
struct symbol_list {
  static constexpr int count = sizeof...(Symbols);
};

/// The parameters of an expression, in the order of its graph.
template <class E>
constexpr int parameter_count() {
  int count = 0;
  for (int i = 0; i < E::graph.symbol_count; ++i) count += E::graph.symbols[i].kind == symbol_kind::parameter;
  return count;
}
template <class E>
constexpr int nth_parameter(int n) {
  for (int i = 0; i < E::graph.symbol_count; ++i)
    if (E::graph.symbols[i].kind == symbol_kind::parameter && n-- == 0) return i;
  return -1;
}
template <class E, class Indices = std::make_integer_sequence<int, parameter_count<E>()>>
struct parameters_of;
template <class E, int... I>
struct parameters_of<E, std::integer_sequence<int, I...>> {
  using type = symbol_list<E::graph.symbols[nth_parameter<E>(I)]...>;
};

/// The program of an expression's value and its derivatives by symbols.
template <class E, class Symbols>
struct gradient_source;
template <class E, symbol_id... Symbols>
struct gradient_source<E, symbol_list<Symbols...>> : made_of<E> {
  struct build {
    static constexpr int expected = 3 * E::graph.node_count;
    constexpr void operator()(builder& b, int* roots) const {
      const int root = import_to_compute<E>(b);
      const int wanted[]{b.symbol(Symbols)..., 0};
      reverse_sweep sweep(b);
      sweep.run(root, wanted, sizeof...(Symbols));
      *roots++ = root;
      for (int k = 0; k < static_cast<int>(sizeof...(Symbols)); ++k) *roots++ = sweep.derivative(wanted[k]);
    }
  };
  static constexpr auto& program = program_of<build, sizeof...(Symbols) + 1>;

  template <class T>
  using result = symbol_map<binding<Symbols, result_for<T, Symbols.dimensions>>...>;
};

}  // namespace detail

/// Names the symbols to differentiate by: `gradient(e, wrt(a, t), a = 3.0, t = 0.5)`.
template <class... S>
struct with_respect_to {};

namespace detail {
template <class... S>
inline constexpr bool is_wrt<with_respect_to<S...>> = true;
}  // namespace detail

template <class... S>
constexpr auto wrt(const S&...) {
  static_assert(((Symbol<S> || detail::is_refused<S>) && ...) && sizeof...(S) > 0,
                "wrt: only parameters and inputs can be differentiated by; name at least one, as in wrt(a, t)");
  if constexpr ((Symbol<S> && ...) && sizeof...(S) > 0) return with_respect_to<S...>{};
  else return detail::refused{};
}

/// A value and the derivatives at the same point.
template <class T, class Gradient>
struct value_with_gradient {
  T value;
  Gradient gradient;
};

namespace detail {

/// Its result stands in the outermost block and its type is written out, since g++ 12 and clang 16 else copy it: 8 KB for
/// 1,000 derivatives.
template <class Source, class T, class E, class... Arguments>
[[gnu::always_inline]] constexpr value_with_gradient<T, typename Source::template result<T>> computed_gradient(
    const E& e, const Arguments&... arguments) {
  value_with_gradient<T, typename Source::template result<T>> result;
  write_roots<Source, T>(e.numbers, [&](const auto& put) __attribute__((always_inline)) {
    put.template operator()<0>(result.value);
    each_of_map<1>(put, result.gradient);
  }, arguments...);
  return result;
}

template <class Source, class E, class... Arguments>
[[gnu::always_inline]] constexpr auto value_and_gradient_by(const E& e, const Arguments&... arguments) {
  if constexpr (are_values<E, Source, Arguments...>())
    return computed_gradient<Source, number_of<decltype(e.numbers), Arguments...>>(e, arguments...);
  else
    return refused{};
}

}  // namespace detail

/// The value and the derivatives by the named symbols.
template <class E, class... S, class... Arguments>
[[gnu::always_inline]] constexpr auto value_and_gradient(const E& e, with_respect_to<S...>,
                                                         const Arguments&... arguments) {
  static_assert(Expression<E> || detail::is_refused<E>,
                "value_and_gradient: the first argument is no expression with a number as its value");
  if constexpr (detail::is_single_number<E>())
    return detail::value_and_gradient_by<detail::gradient_source<E, detail::symbol_list<detail::id_of<S>...>>>(
        e, arguments...);
  else
    return detail::refused{};
}

/// The value and the derivatives by all parameters of the expression: `r.value`, `r.gradient[a]`.
template <class E, class... Arguments>
[[gnu::always_inline]] constexpr auto value_and_gradient(const E& e, const Arguments&... arguments) {
  static_assert(Expression<E> || detail::is_refused<E>,
                "value_and_gradient: the first argument is no expression with a number as its value");
  if constexpr (detail::is_single_number<E>())
    return detail::value_and_gradient_by<detail::gradient_source<E, typename detail::parameters_of<E>::type>>(
        e, arguments...);
  else
    return detail::refused{};
}

/// The derivatives by all parameters of the expression, or by those that `wrt` names: `g[a]`.
template <class E, class... Arguments>
[[gnu::always_inline]] constexpr auto gradient(const E& e, const Arguments&... arguments) {
  static_assert(Expression<E> || detail::is_refused<E>,
                "gradient: the first argument is no expression with a number as its value");
  if constexpr (detail::is_single_number<E>()) return value_and_gradient(e, arguments...).gradient;
  else return detail::refused{};
}

}  // namespace symdiff
