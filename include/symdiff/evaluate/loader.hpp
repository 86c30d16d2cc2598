// SPDX-License-Identifier: BSL-1.0
#pragma once
// Puts the values that a call's arguments give where a program expects them.
#include <stdexcept>
#include <symdiff/evaluate/environment.hpp>

namespace symdiff::detail {

/// Throws naming the column, what was expected and what came.
[[noreturn]] inline void throw_unequal_columns(const char* name, std::size_t expected, std::size_t came) {
  throw std::invalid_argument("symdiff: the column of '" + std::string(name) + "' has " + std::to_string(came) +
                              " samples, but the columns before it have " + std::to_string(expected));
}
[[noreturn]] inline void throw_no_samples(const char* where, const char* name, const char* demand) {
  throw std::invalid_argument(std::string(where) + ": the column of '" + name + "' has 0 samples, but " + demand);
}

template <int Index, class Argument>
struct held_argument {
  const Argument& argument;
};

/// The checked arguments of a call, as a program reads them: `call` once, then `sample` for each sample or pack of
/// samples. A value goes straight from its argument to its place: going through a map of all, the value and
/// gradient of Rosenbrock's function of 100 variables took 1.4 times as long.
template <class Source, class Indices, class... Arguments>
struct loader;
template <class Source, int... Index, class... Arguments>
struct loader<Source, std::integer_sequence<int, Index...>, Arguments...> : held_argument<Index, Arguments>... {
  std::size_t samples = 1;

  /// Whether a value is a column.
  static constexpr bool has_columns = []<class... Bindings>(binding_list<Bindings...>) {
    return (is_column<entered<typename Bindings::value_type>> || ... || false);
  }(typename joined_bindings<typename bindings_in<Arguments>::type...>::type{});

  [[gnu::always_inline]] constexpr explicit loader(const Arguments&... arguments)
      : held_argument<Index, Arguments>{arguments}... {
    if constexpr (has_columns) {
      bool first = true;
      each([&]<symbol_id Symbol, int Place>(const auto& value) {
        if constexpr (is_column<std::remove_cvref_t<decltype(value)>>) {
          if (value.size == 0) throw_no_samples("symdiff", Symbol.name.text, "at least 1 is needed");
          if (!first && value.size != samples) throw_unequal_columns(Symbol.name.text, samples, value.size);
          samples = value.size;
          first = false;
        }
      });
    }
  }

  /// What is the same for all samples.
  template <class T>
  [[gnu::always_inline]] constexpr void call(T* places) const {
    each([&]<symbol_id Symbol, int Place>(const auto& value) __attribute__((always_inline)) {
      if constexpr (Place >= 0 && !is_column<std::remove_cvref_t<decltype(value)>>)
        places[Place] = static_cast<T>(value);
    });
  }

  /// read(place, column) for each column that the program reads.
  template <class Read>
  [[gnu::always_inline]] constexpr void sample(const Read& read) const {
    each([&]<symbol_id Symbol, int Place>(const auto& value) __attribute__((always_inline)) {
      if constexpr (Place >= 0 && is_column<std::remove_cvref_t<decltype(value)>>) read(Place, value.data);
    });
  }

  /// Whether the value at a place is a column's.
  static constexpr bool is_sampled(int place) {
    return []<class... Bindings>(int place, binding_list<Bindings...>) {
      int hint = 0;
      return ((is_column<entered<typename Bindings::value_type>> &&
               index_in(Source::program, Bindings::symbol, hint++) == place) ||
              ... || false);
    }(place, typename joined_bindings<typename bindings_in<Arguments>::type...>::type{});
  }

 private:
  template <int Hint, class F, class Argument, class... Bindings>
  [[gnu::always_inline]] static constexpr void visit(const F& f, const Argument& argument, binding_list<Bindings...>) {
    // A list in braces may be longer than what clang folds.
    [[maybe_unused]] const int order[]{
        0, (f.template operator()<Bindings::symbol, place<Hint, Bindings::symbol>>(
                value_in<Bindings::symbol>(argument)), 0)...};
  }
  template <class F>
  [[gnu::always_inline]] constexpr void each(const F& f) const {
    [[maybe_unused]] const int order[]{
        0, (visit<Index>(f, held_argument<Index, Arguments>::argument, typename bindings_in<Arguments>::type{}), 0)...};
  }
  template <int Hint, symbol_id Symbol>
  static constexpr int place = index_in(Source::program, Symbol, Hint);
};

template <class Source, class... Arguments>
using loader_of = loader<Source, std::make_integer_sequence<int, sizeof...(Arguments)>, Arguments...>;

}  // namespace symdiff::detail
