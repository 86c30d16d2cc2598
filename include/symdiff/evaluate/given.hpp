// SPDX-License-Identifier: BSL-1.0
#pragma once
// How values are given over samples: one for all of them, or a column with one for each. All that takes values asks here.
//
// - A number is one value.
// - A container for a scalar input is a column.
// - A container for a vector or matrix input is one value where it has exactly the symbol's numbers, and a column where it
//   has a multiple of them. Where its type does not say how many there are, its length does, at the call.
// - An input that an expression reads outside of all sums and means has one value.
#include <initializer_list>
#include <stdexcept>
#include <symdiff/evaluate/environment.hpp>

namespace SYMDIFF_NAMESPACE::detail {

enum class giving : unsigned char { one_value, column, by_length };

/// How a value of type V is given to a symbol.
template <symbol_id Symbol, class V>
inline constexpr giving given_as = [] {
  using value = std::remove_cvref_t<V>;
  if (Symbol.kind != symbol_kind::input || !is_column<entered<V>>) return giving::one_value;
  if (Symbol.dimensions.is_scalar()) return giving::column;
  if (static_size<value> < 0) return giving::by_length;
  return static_size<value> == Symbol.dimensions.size() ? giving::one_value : giving::column;
}();
template <class Binding>
inline constexpr giving given_by = given_as<Binding::symbol, typename Binding::value_type>;

/// Whether so many numbers, of which the type says nothing, are one value.
template <symbol_id Symbol, class V>
constexpr bool is_one_value(std::size_t numbers) {
  return given_as<Symbol, V> == giving::one_value ||
         (given_as<Symbol, V> == giving::by_length && numbers == static_cast<std::size_t>(Symbol.dimensions.size()));
}

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
[[noreturn]] inline void throw_column_outside(const symbol_id& symbol, std::size_t came) {
  throw std::invalid_argument("symdiff: '" + std::string(symbol.name.text) + "' is read outside of all sums and means over " +
                              "samples, where it has one value of " + std::to_string(symbol.dimensions.size()) +
                              " numbers, but is given " + std::to_string(came));
}
[[noreturn]] inline void throw_no_whole_samples(const symbol_id& symbol, std::size_t came) {
  throw std::invalid_argument("symdiff: a sample of '" + std::string(symbol.name.text) + "' has " +
                              std::to_string(symbol.dimensions.size()) + " numbers, of which " + std::to_string(came) +
                              " are no multiple");
}

/// How many samples columns have, one column after the other.
struct sample_count {
  std::size_t samples = 0;  // 0 where no column was met

  /// Throws std::invalid_argument, where a column has another length than those before it.
  template <symbol_id Symbol, class V>
  constexpr void add(std::size_t numbers, const char* where = "symdiff", const char* demand = "at least 1 is needed") {
    constexpr std::size_t width = Symbol.dimensions.size();
    if (numbers == 0) throw_no_samples(where, Symbol.name.text, demand);
    if (numbers % width != 0) throw_no_whole_samples(Symbol, numbers);
    if (is_one_value<Symbol, V>(numbers)) return;
    if (samples != 0 && numbers / width != samples) throw_unequal_columns(Symbol.name.text, samples, numbers / width);
    samples = numbers / width;
  }
  /// Of values alone, a single one.
  constexpr std::size_t total() const { return samples == 0 ? 1 : samples; }
};

/// Which symbols a graph reads outside of all sums and means over samples, and whether it has any of these.
template <class Graph>
struct reading_outside {
  bool reduces = false;
  bool symbols[std::size_t{Graph::symbol_count + 1}]{};

  constexpr explicit reading_outside(const Graph& g) {
    bool is_outside[std::size_t{Graph::node_count}]{};
    is_outside[Graph::node_count - 1] = true;
    for (int i = Graph::node_count - 1; i >= 0; --i) {
      const word node = g.nodes[i];
      if (!is_outside[i]) continue;
      if (op_of(node) == op::symbol) symbols[first_of(node)] = true;
      reduces |= is_reduction(op_of(node));
      for (int k = 0; k < arity_of(node) && !is_reduction(op_of(node)); ++k) is_outside[operand_of(node, k)] = true;
    }
  }
};
template <class E>
inline constexpr reading_outside reading_of{E::graph};

/// What sources of programs know of the expressions that they are made of.
template <class... E>
struct made_of {
  /// Whether there is a sum or mean over samples.
  static constexpr bool takes_samples() {
    return (reading_of<E>.reduces || ... || false);
  }
  /// Whether an input has one value, since it is read outside of all of them.
  template <symbol_id Symbol>
  static constexpr bool has_one_value() {
    return (is_outside<E, Symbol>() || ... || false);
  }

 private:
  template <class E1, symbol_id Symbol>
  static constexpr bool is_outside() {
    constexpr int index = index_in(E1::graph, Symbol);
    if constexpr (index < 0) return false;
    else return reading_of<E1>.symbols[index];
  }
};

// The sentences about columns. Each is instantiated by a mistake only.
template <class Symbol>
constexpr void column_outside_of_means(Symbol) {
  static_assert(never<Symbol>, "symdiff: a column of samples is given for an input that is read outside of all sums and means over "
                               "samples, where it has one value; its name stands in column_outside_of_means<...>, take its "
                               "sample_mean(...) or sample_sum(...)");
}

/// Whether a column, if a binding gives one, is read in sums and means alone. Of what a source does not read, it is ignored.
template <class Source, class Binding>
constexpr bool takes_column() {
  if constexpr (given_by<Binding> != giving::column) {
    return true;
  } else if constexpr (!Source::template has_one_value<Binding::symbol>()) {
    return true;
  } else if constexpr (Source::takes_samples()) {
    column_outside_of_means(show<Binding::symbol>());
    return false;
  } else {
    static_assert(Source::takes_samples(), "symdiff: a column of samples is given for an expression of single samples; wrap it in "
                                           "sample_mean(...) or sample_sum(...)");
    return false;
  }
}

}  // namespace symdiff::detail
