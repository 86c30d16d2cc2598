// SPDX-License-Identifier: BSL-1.0
#pragma once
// From an expression and values to numbers.
#include <symdiff/evaluate/loader.hpp>
#include <symdiff/evaluate/straight_line.hpp>

namespace symdiff {
namespace detail {

/// Whether every column that a program reads is summed. A derivative may read fewer than its expression.
template <class Program, class... Bindings>
constexpr bool takes_columns(const Program& program, binding_list<Bindings...>) {
  return (!(is_sampled<Bindings::symbol, typename Bindings::value_type, false> &&
            index_in(program, Bindings::symbol) >= 0) && ... && true) ||
         (!program.inputs_outside_reductions && program.reduction_count > 0);
}

/// Whether the arguments give each symbol of the table one value, and nothing else, and the source has a program
/// for them.
template <class Table, class Source, class... Arguments>
constexpr bool are_values() {
  if constexpr (!(gives_values<Arguments>() && ... && true)) {
    return false;
  } else if constexpr (!(is_wanted<Table, Arguments>() && ... && true)) {
    return false;
  } else {
    using bindings = typename joined_bindings<typename bindings_in<Arguments>::type...>::type;
    if constexpr (!has_values<Table>(bindings{})) {
      return false;
    } else if constexpr (is_refused<decltype(Source::program)>) {
      return false;
    } else {
      constexpr bool takes = stores_each<typename Source::build> || takes_columns(Source::program, bindings{});
      static_assert(takes, "symdiff: a column of samples is given for an expression of single samples; wrap it in "
                           "sample_mean(...) or sample_sum(...)");
      return takes;
    }
  }
}

template <class Numbers, class... Bindings>
typename value_type_of<Numbers, entered<typename Bindings::value_type>...>::type value_type(binding_list<Bindings...>);

/// The number type in which arguments are evaluated.
template <class Numbers, class... Arguments>
using number_of =
    decltype(value_type<Numbers>(typename joined_bindings<typename bindings_in<Arguments>::type...>::type{}));

/// Runs the program of a source with checked arguments, then hands its values to `finish`.
template <class Source, class T, class Numbers, class Finish, class... Arguments>
[[gnu::always_inline]] constexpr void run_program(const Numbers& numbers, const Finish& finish,
                                                  const Arguments&... arguments) {
  const loader_of<Source, Arguments...> load(arguments...);
  straight_line<Source, T>::execute(numbers, load, [](const auto*, std::size_t, int) {}, finish);
}

/// The same into an array.
template <class Source, class T, class Numbers, class... Arguments>
[[gnu::always_inline]] constexpr void fill_from_program(T* outputs, const Numbers& numbers,
                                                        const Arguments&... arguments) {
  run_program<Source, T>(numbers, [&](const T* values) __attribute__((always_inline)) {
    unroll<Source::program.output_count>(
        [&](int k) __attribute__((always_inline)) { outputs[k] = values[Source::program.outputs[k]]; });
  }, arguments...);
}

/// Writes the elements of a program's root into a number, a std::array or a matrix.
template <class Source, int Root, class V, class T>
[[gnu::always_inline]] constexpr void fill_value(V& value, const T* values) {
  constexpr int first = Source::program.first_output[Root];
  if constexpr (requires { value.data(); })
    unroll<static_cast<int>(static_size<V>)>([&](int e) __attribute__((always_inline)) {
      value.data()[e] = values[Source::program.outputs[first + e]];
    });
  else
    value = values[Source::program.outputs[first]];
}

template <class... E>
struct value_source {
  static constexpr int output_count = sizeof...(E);
  struct build {
    static constexpr int expected = node_count_of<E...>;
    constexpr void operator()(builder& b, int* roots) const { import_all<E...>(b, roots); }
  };
  static constexpr auto& program = program_of<build, sizeof...(E)>;
};

}  // namespace detail

/// The value of an expression: `evaluate(e, x = 3.0, t = 0.5)`. Arguments are bindings, `parameters` and
/// `dataset` objects; the result has the widest floating-point type among the values, double where there
/// is none. The value of a vector is a std::array, that of a matrix a `matrix`.
template <class E, class... Arguments>
constexpr auto evaluate(const E& e, const Arguments&... arguments) {
  static_assert(Expression<E> || detail::is_refused<E>,
                "evaluate: the first argument is no expression with a number as its value");
  if constexpr (!Expression<E>) {
    return detail::refused{};
  } else if constexpr (!detail::are_values<E, detail::value_source<E>, Arguments...>()) {
    return detail::refused{};
  } else {
    using T = detail::number_of<decltype(e.numbers), Arguments...>;
    detail::value_for<T, E::graph.result> value{};
    detail::run_program<detail::value_source<E>, T>(e.numbers, [&](const T* values) __attribute__((always_inline)) {
      detail::fill_value<detail::value_source<E>, 0>(value, values);
    }, arguments...);
    return value;
  }
}

}  // namespace symdiff
