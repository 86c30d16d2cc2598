// SPDX-License-Identifier: BSL-1.0
#pragma once
// From an expression and values to numbers.
#include <symdiff/evaluate/loader.hpp>
#include <symdiff/evaluate/straight_line.hpp>
#include <symdiff/evaluate/tiled.hpp>

namespace SYMDIFF_NAMESPACE {
namespace detail {

template <class Source, class... Bindings>
constexpr bool takes_columns(binding_list<Bindings...>) {
  for (const bool takes : {true, takes_column<Source, Bindings>()...})
    if (!takes) return false;
  return true;
}

/// Whether the arguments give each symbol of the table one value, columns only for what is summed, and the source has a
/// program for them. What they give to other symbols is ignored, but for its shape and the number of samples.
template <class Table, class Source, class... Arguments>
constexpr bool are_values() {
  if constexpr (!(gives_values<Arguments>() && ... && true)) {
    return false;
  } else {
    using bindings = typename joined_bindings<typename bindings_in<Arguments>::type...>::type;
    if constexpr (!has_values<Table>(bindings{})) {
      return false;
    } else if constexpr (is_refused<decltype(Source::program)>) {
      return false;
    } else {
      return takes_columns<Source>(bindings{});
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

/// The numbers of all roots of the program of a source, with checked arguments, into an array.
template <class Source, class T, class Numbers, class... Arguments>
[[gnu::always_inline]] constexpr void fill_from_program(T* outputs, const Numbers& numbers,
                                                        const Arguments&... arguments) {
  if constexpr (is_plan<std::remove_cvref_t<decltype(Source::program)>>) {
    const loader_of<Source, Arguments...> load(arguments...);
    T* roots[Source::program.root_count]{};
    for (int k = 0; k < Source::program.root_count; ++k) {
      roots[k] = outputs;
      outputs += Source::program.root_shapes[k].size();
    }
    tiled<Source, T>::run(numbers, load, roots);
  } else {
    run_program<Source, T>(numbers, [&](const T* values) __attribute__((always_inline)) {
      unroll<Source::program.output_count>(
          [&](int k) __attribute__((always_inline)) { outputs[k] = values[Source::program.outputs[k]]; });
    }, arguments...);
  }
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

/// The numbers of a value with a shape.
template <class V>
constexpr auto* numbers_in(V& value) {
  if constexpr (requires { value.data(); }) return value.data();
  else return &value;
}

/// Writes each root of the program of a source, with checked arguments, into a value of its shape.
template <class Source, class T, class Numbers, class Values, class... Arguments>
[[gnu::always_inline]] constexpr void write_roots(const Numbers& numbers, const Values& values,
                                                  const Arguments&... arguments) {
  if constexpr (is_plan<std::remove_cvref_t<decltype(Source::program)>>) {
    const loader_of<Source, Arguments...> load(arguments...);
    T* outputs[Source::program.root_count]{};
    values([&]<int Root>(auto& value) { outputs[Root] = numbers_in(value); });
    tiled<Source, T>::run(numbers, load, outputs);
  } else {
    run_program<Source, T>(numbers, [&](const T* computed) __attribute__((always_inline)) {
      values([&]<int Root>(auto& value) __attribute__((always_inline)) { fill_value<Source, Root>(value, computed); });
    }, arguments...);
  }
}

/// Calls f<First>(entry), f<First + 1>(entry), ... for the entries of a map.
template <int First, class F, class... Bindings>
[[gnu::always_inline]] constexpr void each_of_map(const F& f, symbol_map<Bindings...>& map) {
  [&]<int... K>(std::integer_sequence<int, K...>) __attribute__((always_inline)) {
    [[maybe_unused]] const int order[]{
        0, (f.template operator()<First + K>(boost::hana::at_key(map.entries, key_of<Bindings::symbol>)), 0)...};
  }(std::make_integer_sequence<int, static_cast<int>(sizeof...(Bindings))>{});
}

template <class... E>
struct value_source : made_of<E...> {
  static constexpr int output_count = sizeof...(E);
  struct build {
    static constexpr int expected = node_count_of<E...>;
    constexpr void operator()(builder& b, int* roots) const { import_to_compute<E...>(b, roots); }
  };
  static constexpr auto& program = program_of<build, sizeof...(E)>;
};

/// Its result stands in the outermost block and its type is written out, since g++ 12 and clang 16 else copy it.
template <class T, class E, class... Arguments>
constexpr value_for<T, E::graph.result> computed_value(const E& e, const Arguments&... arguments) {
  value_for<T, E::graph.result> value;
  write_roots<value_source<E>, T>(
      e.numbers, [&](const auto& put) __attribute__((always_inline)) { put.template operator()<0>(value); },
      arguments...);
  return value;
}

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
    return detail::computed_value<detail::number_of<decltype(e.numbers), Arguments...>>(e, arguments...);
  }
}

}  // namespace symdiff
