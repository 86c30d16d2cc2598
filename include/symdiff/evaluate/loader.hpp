// SPDX-License-Identifier: BSL-1.0
#pragma once
// Puts the values that a call's arguments give where a program expects them.
#include <stdexcept>
#include <symdiff/evaluate/environment.hpp>
#include <symdiff/evaluate/unroll.hpp>
#include <symdiff/graph/program.hpp>

namespace SYMDIFF_NAMESPACE::detail {

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

/// A column, and the place that a program reads it into.
template <int Place, class Pointer>
struct placed_column {
  static constexpr int place = Place;
  Pointer data;
};

/// The columns that a program reads, apart from the arguments that gave them, so that a loop over the samples finds
/// them in registers.
template <class... Placed>
struct placed_columns : Placed... {
  std::size_t samples;

  /// read(place, column) for each.
  template <class Read>
  [[gnu::always_inline]] constexpr void sample(const Read& read) const {
    // A list in braces may be longer than what clang folds.
    [[maybe_unused]] const int order[]{0, (read(Placed::place, static_cast<const Placed&>(*this).data), 0)...};
  }
  static constexpr bool is_sampled(int place) {
    const int sampled[]{-1, Placed::place...};
    for (const int one : sampled)
      if (one == place) return true;
    return false;
  }
};

/// The column of one component of a vector or matrix, of `width` numbers in each sample.
template <class T>
[[gnu::always_inline]] constexpr strided<T> column_of_component(const T* data, std::size_t position, std::size_t width) {
  return {data + position, width};
}
template <class T>
[[gnu::always_inline]] constexpr strided<T> column_of_component(const strided<T>& data, std::size_t position, std::size_t width) {
  return {data.first + position * data.stride, width * data.stride};
}

template <int Place, class Pointer>
[[gnu::always_inline]] constexpr Pointer& data_at(placed_column<Place, Pointer>& c) {
  return c.data;
}

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

/// Whether a value is a column for a program.
template <class Source, symbol_id Symbol, class V>
inline constexpr bool is_sampled_in =
    is_sampled<Symbol, V, reduces_samples(Source::program) || stores_each<typename Source::build>>;

/// The columns of a binding, in a list: one for each component of a vector or matrix; none for a number, or where the
/// program does not read it.
template <class Source, class Binding>
constexpr auto placed() {
  using V = entered<typename Binding::value_type>;
  constexpr int place = index_in(Source::program, Binding::symbol);
  if constexpr (place < 0 || !is_sampled_in<Source, Binding::symbol, typename Binding::value_type>) {
    return binding_list<>{};
  } else if constexpr (Binding::symbol.dimensions.is_scalar()) {
    return binding_list<placed_column<place, decltype(V::data)>>{};
  } else {
    using number = std::remove_cvref_t<decltype(*V::data)>;
    constexpr component_range range = components_of(Source::program, place);
    return []<int... K>(std::integer_sequence<int, K...>) {
      return binding_list<placed_column<Source::program.symbol_count + range.first + K, strided<number>>...>{};
    }(std::make_integer_sequence<int, range.count>{});
  }
}
template <class... Placed>
placed_columns<Placed...> columns_of(binding_list<Placed...>);
template <class Source, class... Bindings>
using columns_read_from =
    decltype(columns_of(typename joined_bindings<decltype(placed<Source, Bindings>())...>::type{}));

template <class Source, class... Bindings>
constexpr bool have_columns(binding_list<Bindings...>) {
  return (is_sampled_in<Source, Bindings::symbol, typename Bindings::value_type> || ... || false);
}
template <class Source, class Argument>
inline constexpr bool gives_columns = have_columns<Source>(typename bindings_in<Argument>::type{});

template <int Index, class Argument>
struct held_argument {
  const Argument& argument;
};

/// The checked arguments of a call, as a program reads them: `call` once, `columns` for the samples. A value goes
/// straight from its argument to its place: going through a map of all, the value and
/// gradient of Rosenbrock's function of 100 variables took 1.4 times as long.
template <class Source, class Indices, class... Arguments>
struct loader;
template <class Source, int... Index, class... Arguments>
struct loader<Source, std::integer_sequence<int, Index...>, Arguments...> : held_argument<Index, Arguments>... {
  using bindings = typename joined_bindings<typename bindings_in<Arguments>::type...>::type;
  std::size_t samples = 1;

  template <symbol_id Symbol, class V>
  static constexpr bool is_sampled = is_sampled_in<Source, Symbol, V>;

  /// Whether a value is a column.
  static constexpr bool has_columns = (gives_columns<Source, Arguments> || ... || false);

  /// Whether the samples come some at a time; each chunk is a data set, whose columns have one length.
  static constexpr bool has_chunks = (is_chunked<Arguments> || ... || false);
  static_assert(!has_chunks || (gives_columns<Source, Arguments> + ... + 0) == 1,
                "symdiff: samples come in chunks, and other columns are given beside them; let the callable of the "
                "chunks name all columns");

  /// Whether an argument lends room for the numbers of a plan.
  static constexpr bool has_workspace = (is_workspace<Arguments> || ... || false);
  static_assert((is_workspace<Arguments> + ... + 0) <= 1, "symdiff: an evaluation takes one workspace, and is given two");

  /// Its room, for Size numbers of type T.
  template <class T, std::size_t Size>
  constexpr T* workspace() const {
    T* room = nullptr;
    [[maybe_unused]] const int order[]{
        0, (lend<Size>(held_argument<Index, Arguments>::argument, room), 0)...};
    return room;
  }

  /// Whether a value is a vector or matrix.
  static constexpr bool has_arrays = []<class... Bindings>(binding_list<Bindings...>) {
    return (!Bindings::symbol.dimensions.is_scalar() || ... || false);
  }(bindings{});

  [[gnu::always_inline]] constexpr explicit loader(const Arguments&... arguments)
      : held_argument<Index, Arguments>{arguments}... {
    if constexpr ((has_columns && !has_chunks) || has_arrays) {
      [[maybe_unused]] bool first = true;
      each([&]<symbol_id Symbol, class V, int Place>(const auto& value) {
        constexpr std::size_t width = Symbol.dimensions.size();
        if constexpr (is_sampled<Symbol, V> && has_chunks) {
          // A chunk is a data set, which has checked its columns.
        } else if constexpr (is_sampled<Symbol, V>) {
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
        else each_component<Place>([&](int at, int position) __attribute__((always_inline)) {
          places[at] = static_cast<T>(value.data[position]);
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

  /// f(number of samples) for all samples, or for one chunk after the other.
  template <class F>
  [[gnu::always_inline]] constexpr void each_part(const F& f) const {
    if constexpr (has_chunks) {
      (begin(held_argument<Index, Arguments>::argument), ...);
      do {
        std::size_t count = 0;
        (this->count(count, held_argument<Index, Arguments>::argument), ...);
        f(count);
      } while ((advance(held_argument<Index, Arguments>::argument) || ...));
    } else {
      f(samples);
    }
  }
  /// f(columns) for the same.
  template <class F>
  [[gnu::always_inline]] constexpr void each_chunk(const F& f) const {
    each_part([&](std::size_t) __attribute__((always_inline)) { f(columns()); });
  }

  /// The columns that the program reads.
  [[gnu::always_inline]] constexpr auto columns() const {
    auto result = []<class... Bindings>(binding_list<Bindings...>) {
      return columns_read_from<Source, Bindings...>{};
    }(bindings{});
    result.samples = samples;
    if constexpr (has_chunks) (count(result.samples, held_argument<Index, Arguments>::argument), ...);
    each([&]<symbol_id Symbol, class V, int Place>(const auto& value) __attribute__((always_inline)) {
      if constexpr (Place >= 0 && is_sampled<Symbol, V>) {
        if constexpr (Symbol.dimensions.is_scalar()) {
          data_at<Place>(result) = value.data;
        } else {
          constexpr component_range range = components_of(Source::program, Place);
          [&]<int... K>(std::integer_sequence<int, K...>) __attribute__((always_inline)) {
            ((data_at<Source::program.symbol_count + range.first + K>(result) =
                  column_of_component(value.data, Source::program.components[range.first + K].position,
                                      Symbol.dimensions.size())),
             ...);
          }(std::make_integer_sequence<int, range.count>{});
        }
      }
    });
    return result;
  }

 private:
  template <class Argument>
  static void count(std::size_t& samples, const Argument& argument) {
    if constexpr (is_chunked<Argument>) samples = argument.chunk().size();
  }
  template <class Argument>
  static void begin(const Argument& argument) {
    if constexpr (is_chunked<Argument>) argument.first_chunk();
  }
  template <class Argument>
  static bool advance(const Argument& argument) {
    if constexpr (is_chunked<Argument>) return argument.next_chunk();
    else return false;
  }

  template <std::size_t Size, class Argument, class T>
  static constexpr void lend(const Argument& argument, T*& room) {
    if constexpr (is_workspace<Argument>) {
      constexpr bool is_same_number = std::same_as<T, typename Argument::value_type>, fits = Size <= Argument::size();
      static_assert(is_same_number, "symdiff: the evaluation and its workspace are of two number types; write it as in "
                                    "workspace<loss, float>");
      static_assert(fits, "symdiff: the workspace is too small: it has room for the value and the gradient of the "
                          "expression that it names");
      if constexpr (is_same_number) room = argument.data();
    }
  }
  template <int Hint, class F, class Argument, class... Bindings>
  [[gnu::always_inline]] static constexpr void visit(const F& f, const Argument& given, binding_list<Bindings...>) {
    if constexpr (is_chunked<Argument>)
      if (!given.has_chunk()) return;
    // A list in braces may be longer than what clang folds.
    [[maybe_unused]] const int order[]{
        0, (f.template operator()<Bindings::symbol, typename Bindings::value_type, place<Hint, Bindings::symbol>>(
                value_in<Bindings::symbol>(given)), 0)...};
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
