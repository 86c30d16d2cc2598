// SPDX-License-Identifier: BSL-1.0
#pragma once
// Puts the values that a call's arguments give where a program expects them.
#include <stdexcept>
#include <symdiff/evaluate/environment.hpp>
#include <symdiff/evaluate/unroll.hpp>
#include <symdiff/graph/program.hpp>

namespace symdiff::detail {

/// Throws naming the column, what was expected and what came.
[[noreturn]] inline void throw_unequal_columns(const char* name, std::size_t expected, std::size_t came) {
  throw std::invalid_argument("symdiff: the column of '" + std::string(name) + "' has " + std::to_string(came) +
                              " samples, but the columns before it have " + std::to_string(expected));
}
[[noreturn]] inline void throw_no_samples(const char* where, const char* name, const char* demand) {
  throw std::invalid_argument(std::string(where) + ": the column of '" + name + "' has 0 samples, but " + demand);
}

[[noreturn]] inline void throw_other_size(const symbol_id& symbol, std::size_t came) {
  throw std::invalid_argument("symdiff: '" + std::string(symbol.name.text) + "' has " +
                              std::to_string(symbol.dimensions.size()) + " numbers, but is given " + std::to_string(came));
}
[[noreturn]] inline void throw_no_whole_samples(const symbol_id& symbol, std::size_t came) {
  throw std::invalid_argument("symdiff: a sample of '" + std::string(symbol.name.text) + "' has " +
                              std::to_string(symbol.dimensions.size()) + " numbers, of which " + std::to_string(came) +
                              " are no multiple");
}

template <int Index, class Argument>
struct held_argument {
  const Argument& argument;
};

/// The components of a symbol among those of a program, which stand one after the other.
struct component_range {
  int first = 0, count = 0;
};
constexpr component_range components_of(const auto& program, int symbol) {
  component_range range;
  for (int j = 0; j < program.component_count; ++j)
    if (program.components[j].symbol == symbol && range.count++ == 0) range.first = j;
  return range;
}

/// The checked arguments of a call, as a program reads them: `call` once, then `sample` for each sample or pack of
/// samples. A value goes straight from its argument to its place: going through a map of all, the value and
/// gradient of Rosenbrock's function of 100 variables took 1.4 times as long.
template <class Source, class Indices, class... Arguments>
struct loader;
template <class Source, int... Index, class... Arguments>
struct loader<Source, std::integer_sequence<int, Index...>, Arguments...> : held_argument<Index, Arguments>... {
  using bindings = typename joined_bindings<typename bindings_in<Arguments>::type...>::type;
  std::size_t samples = 1;

  static constexpr bool takes_samples = reduces_samples(Source::program) || stores_each<typename Source::build>;
  template <symbol_id Symbol, class V>
  static constexpr bool is_sampled = detail::is_sampled<Symbol, V, takes_samples>;

  /// Whether a value is a column.
  static constexpr bool has_columns = []<class... Bindings>(binding_list<Bindings...>) {
    return (is_sampled<Bindings::symbol, typename Bindings::value_type> || ... || false);
  }(bindings{});

  static constexpr bool has_arrays = []<class... Bindings>(binding_list<Bindings...>) {
    return (!Bindings::symbol.dimensions.is_scalar() || ... || false);
  }(bindings{});

  [[gnu::always_inline]] constexpr explicit loader(const Arguments&... arguments)
      : held_argument<Index, Arguments>{arguments}... {
    if constexpr (has_columns || has_arrays) {
      bool first = true;
      each([&]<symbol_id Symbol, class V, int Place>(const auto& value) {
        constexpr std::size_t width = Symbol.dimensions.size();
        if constexpr (is_sampled<Symbol, V>) {
          if (value.size == 0) throw_no_samples("symdiff", Symbol.name.text, "at least 1 is needed");
          if (value.size % width != 0) throw_no_whole_samples(Symbol, value.size);
          if (!first && value.size / width != samples)
            throw_unequal_columns(Symbol.name.text, samples, value.size / width);
          samples = value.size / width;
          first = false;
        } else if constexpr (!Symbol.dimensions.is_scalar()) {
          if (value.size != width) throw_other_size(Symbol, value.size);
        }
      });
    }
  }

  /// What is the same for all samples.
  template <class T>
  [[gnu::always_inline]] constexpr void call(T* places) const {
    each([&]<symbol_id Symbol, class V, int Place>(const auto& value) __attribute__((always_inline)) {
      if constexpr (Place >= 0 && !is_sampled<Symbol, V>) {
        if constexpr (Symbol.dimensions.is_scalar()) places[Place] = static_cast<T>(value);
        else each_component<Place>([&](int place, int position) __attribute__((always_inline)) {
          places[place] = static_cast<T>(value.data[position]);
        });
      }
    });
  }

  /// read(place, column) for each column that the program reads.
  template <class Read>
  [[gnu::always_inline]] constexpr void sample(const Read& read) const {
    each([&]<symbol_id Symbol, class V, int Place>(const auto& value) __attribute__((always_inline)) {
      if constexpr (Place >= 0 && is_sampled<Symbol, V>) {
        constexpr std::size_t width = Symbol.dimensions.size();
        if constexpr (Symbol.dimensions.is_scalar()) read(Place, value.data);
        else each_component<Place>([&](int place, int position) __attribute__((always_inline)) {
          read(place, strided<std::remove_cvref_t<decltype(*value.data)>>{value.data + position, width});
        });
      }
    });
  }

  /// f<symbol, type, index>(value) for each value that the program reads.
  template <class F>
  [[gnu::always_inline]] constexpr void each_read(const F& f) const {
    each([&]<symbol_id Symbol, class V, int Place>(const auto& value) __attribute__((always_inline)) {
      if constexpr (Place >= 0) f.template operator()<Symbol, V, Place>(value);
    });
  }

  /// Whether the value at a place is a column's.
  static constexpr bool reads_samples_at(int place) {
    const auto& p = Source::program;
    const int symbol = place < p.symbol_count ? place : p.components[place - p.symbol_count].symbol;
    return [&]<class... Bindings>(binding_list<Bindings...>) {
      int hint = 0;
      return ((is_sampled<Bindings::symbol, typename Bindings::value_type> &&
               index_in(p, Bindings::symbol, hint++) == symbol) ||
              ... || false);
    }(bindings{});
  }

 private:
  template <int Hint, class F, class Argument, class... Bindings>
  [[gnu::always_inline]] static constexpr void visit(const F& f, const Argument& argument, binding_list<Bindings...>) {
    // A list in braces may be longer than what clang folds.
    [[maybe_unused]] const int order[]{
        0, (f.template operator()<Bindings::symbol, typename Bindings::value_type, place<Hint, Bindings::symbol>>(
                value_in<Bindings::symbol>(argument)), 0)...};
  }
  template <class F>
  [[gnu::always_inline]] constexpr void each(const F& f) const {
    [[maybe_unused]] const int order[]{
        0, (visit<Index>(f, held_argument<Index, Arguments>::argument, typename bindings_in<Arguments>::type{}), 0)...};
  }
  template <int Hint, symbol_id Symbol>
  static constexpr int place = index_in(Source::program, Symbol, Hint);

  /// f(place, position) for each component of a symbol.
  template <int Symbol, class F>
  [[gnu::always_inline]] static constexpr void each_component(const F& f) {
    constexpr component_range range = components_of(Source::program, Symbol);
    unroll<range.count>([&](int k) __attribute__((always_inline)) {
      f(Source::program.symbol_count + range.first + k, Source::program.components[range.first + k].position);
    });
  }
};

template <class Source, class... Arguments>
using loader_of = loader<Source, std::make_integer_sequence<int, sizeof...(Arguments)>, Arguments...>;

}  // namespace symdiff::detail
