// SPDX-License-Identifier: BSL-1.0
#pragma once
// Puts the values that a call's arguments give where a program expects them.
#include <symdiff/evaluate/given.hpp>
#include <symdiff/evaluate/unroll.hpp>
#include <symdiff/graph/program.hpp>

namespace SYMDIFF_NAMESPACE::detail {

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

/// Whether a program reads a value sample by sample.
template <class Source, symbol_id Symbol, class V>
inline constexpr bool is_sampled_in =
    given_as<Symbol, V> != giving::one_value && (reduces_samples(Source::program) || stores_each<typename Source::build>);

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

/// Whether an argument gives columns, and whether its type says so.
template <class... Bindings>
constexpr bool may_have_columns(binding_list<Bindings...>) {
  return ((given_by<Bindings> != giving::one_value) || ... || false);
}
template <class... Bindings>
constexpr bool have_columns(binding_list<Bindings...>) {
  return ((given_by<Bindings> == giving::column) || ... || false);
}
template <class Argument>
inline constexpr bool may_give_columns = may_have_columns(typename bindings_in<Argument>::type{});
template <class Argument>
inline constexpr bool gives_columns = have_columns(typename bindings_in<Argument>::type{});

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

  /// Whether a value may be a column.
  static constexpr bool has_columns = (may_give_columns<Arguments> || ... || false);

  /// Whether the samples come some at a time; each chunk is a data set, whose columns have one length.
  static constexpr bool has_chunks = (is_chunked<Arguments> || ... || false);
  static_assert(!has_chunks || ((gives_columns<Arguments> || is_chunked<Arguments>) + ... + 0) == 1,
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
    if constexpr (has_columns || has_arrays) {
      if constexpr (reads_values_of_chunks) (begin(arguments), ...);
      sample_count count;
      (check(count, arguments, typename bindings_in<Arguments>::type{}), ...);
      samples = count.total();
    }
  }

  /// What is the same for all samples.
  template <class T>
  [[gnu::always_inline]] constexpr void call(T* places) const {
    each([&]<symbol_id Symbol, class V, int Place>(const auto& value) __attribute__((always_inline)) {
      if constexpr (Place >= 0 && (!is_sampled<Symbol, V> || Source::template has_one_value<Symbol>())) {
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
            if (is_one_value<Symbol, V>(value.size))
              ((data_at<Source::program.symbol_count + range.first + K>(result).stride = 0), ...);
          }(std::make_integer_sequence<int, range.count>{});
        }
      }
    });
    return result;
  }

 private:
  /// Whether chunks give what is the same for all samples: then it is that of the first chunk.
  template <class Argument, class... Bindings>
  static constexpr bool gives_values_of_chunks(binding_list<Bindings...>) {
    return is_chunked<Argument> && ((given_by<Bindings> == giving::one_value ||
                                     Source::template has_one_value<Bindings::symbol>()) || ... || false);
  }
  static constexpr bool reads_values_of_chunks =
      (gives_values_of_chunks<Arguments>(typename bindings_in<Arguments>::type{}) || ... || false);

  /// Throws where an argument gives what does not fit.
  template <class Argument, class... Bindings>
  [[gnu::always_inline]] static constexpr void check(sample_count& count, const Argument& given, binding_list<Bindings...>) {
    [[maybe_unused]] const auto check_one = [&]<class Binding>(Binding*) __attribute__((always_inline)) {
      constexpr symbol_id symbol = Binding::symbol;
      using V = typename Binding::value_type;
      constexpr std::size_t width = symbol.dimensions.size();
      if constexpr (given_as<symbol, V> == giving::one_value) {
        if constexpr (!symbol.dimensions.is_scalar())
          if (const auto value = value_in<symbol>(given); value.size != width) throw_other_size(symbol, value.size);
      } else if constexpr (Source::template has_one_value<symbol>() || (has_chunks && !is_chunked<Argument>)) {
        const auto value = value_in<symbol>(given);
        if (value.size == width) return;
        if constexpr (Source::takes_samples() && !has_chunks) throw_column_outside(symbol, value.size);
        else throw_other_size(symbol, value.size);
      } else if constexpr (!is_chunked<Argument>) {  // a chunk is a data set, which has checked its columns
        count.template add<symbol, V>(value_in<symbol>(given).size);
      }
    };
    // A list in braces may be longer than what clang folds.
    [[maybe_unused]] const int order[]{0, (check_one(static_cast<Bindings*>(nullptr)), 0)...};
  }
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
