// SPDX-License-Identifier: BSL-1.0
#pragma once
// From an expression and values to numbers.
#include <stdexcept>
#include <symdiff/evaluate/environment.hpp>
#include <symdiff/evaluate/straight_line.hpp>

namespace symdiff {
namespace detail {

/// Throws naming the column, what was expected and what came.
[[noreturn]] inline void throw_unequal_columns(const char* name, std::size_t expected, std::size_t came) {
  throw std::invalid_argument("symdiff: the column of '" + std::string(name) + "' has " + std::to_string(came) +
                              " samples, but the columns before it have " + std::to_string(expected));
}

/// Puts the values of an environment where a program expects them.
template <class Source, class T, class Environment>
struct loader {
  const Environment& values;
  std::size_t sample_count = 1;

  static constexpr auto& program = Source::program;
  template <int I>
  using bound = std::remove_cvref_t<decltype(std::declval<const Environment&>().template get<program.symbols[I]>())>;

  /// Calls f<I>() for every symbol.
  template <class F>
  [[gnu::always_inline]] static constexpr void each_symbol(const F& f) {
    const auto run_piece = [&]<int First, int... I>(std::integral_constant<int, First>, std::integer_sequence<int, I...>)
        __attribute__((always_inline)) { (f.template operator()<First + I>(), ...); };
    [&]<int... Piece>(std::integer_sequence<int, Piece...>) __attribute__((always_inline)) {
      (run_piece(std::integral_constant<int, Piece * piece>{},
                 std::make_integer_sequence<int, piece_size(program.symbol_count, Piece)>{}),
       ...);
    }(std::make_integer_sequence<int, pieces_of(program.symbol_count)>{});
  }

  /// Whether a symbol of the program has a column.
  static constexpr bool has_columns = []<int... I>(std::integer_sequence<int, I...>) {
    return (is_column<bound<I>> || ... || false);
  }(std::make_integer_sequence<int, program.symbol_count>{});

  [[gnu::always_inline]] constexpr explicit loader(const Environment& e) : values(e) {
    bool first = true;
    if constexpr (program.reduction_count > 0 && !has_columns)  // as in a derivative, sample_sum(1)
      boost::hana::unpack(values.values, [&](const auto&... pairs) {
        const auto count = [&](const auto& value) {
          if constexpr (is_column<std::remove_cvref_t<decltype(value)>>) sample_count = value.size;
        };
        (count(boost::hana::second(pairs)), ...);
      });
    each_symbol([&]<int I>() __attribute__((always_inline)) {
      if constexpr (is_column<bound<I>>) {
        const std::size_t size = values.template get<program.symbols[I]>().size;
        if (!first && size != sample_count) throw_unequal_columns(program.symbols[I].name.text, sample_count, size);
        sample_count = size;
        first = false;
      }
    });
  }

  [[gnu::always_inline]] constexpr std::size_t samples() const { return sample_count; }

  [[gnu::always_inline]] constexpr void call(T* places) const {
    each_symbol([&]<int I>() __attribute__((always_inline)) {
      if constexpr (!is_column<bound<I>>) places[I] = static_cast<T>(values.template get<program.symbols[I]>());
    });
  }

  [[gnu::always_inline]] constexpr void sample(T* places, std::size_t i) const {
    each_symbol([&]<int I>() __attribute__((always_inline)) {
      if constexpr (is_column<bound<I>>) places[I] = static_cast<T>(values.template get<program.symbols[I]>().data[i]);
    });
  }
};

template <class Program>
constexpr bool reads(const Program& program, const symbol_id& s) {
  for (int i = 0; i < program.symbol_count; ++i)
    if (program.symbols[i] == s) return true;
  return false;
}

/// Whether every column that a program reads is summed. A derivative may read fewer than its expression.
template <class Program, class... Bindings>
constexpr bool takes_columns(const Program& program, binding_list<Bindings...>) {
  return (!(is_column<entered<typename Bindings::value_type>> && reads(program, Bindings::symbol)) && ... && true) ||
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
      constexpr bool takes = takes_columns(Source::program, bindings{});
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

/// Runs the program of a source with checked arguments.
template <class Source, class T, class Numbers, class... Arguments>
[[gnu::always_inline]] constexpr void run_program(T* outputs, const Numbers& numbers, const Arguments&... arguments) {
  const auto values = make_environment(arguments...);
  straight_line<Source, T>::execute(numbers, loader<Source, T, std::remove_const_t<decltype(values)>>(values), outputs);
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
/// is none.
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
    T value[1];
    detail::run_program<detail::value_source<E>>(value, e.numbers, arguments...);
    return value[0];
  }
}

}  // namespace symdiff
