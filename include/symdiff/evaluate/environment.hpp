// SPDX-License-Identifier: BSL-1.0
#pragma once
// What a program's symbols stand for in one call: numbers, and columns of samples. Every misuse that the
// types show stops here with a sentence.
#include <symdiff/evaluate/symbol_map.hpp>

namespace symdiff {

template <class... Bindings>
struct parameters;
template <class... Bindings>
struct dataset;

namespace detail {

/// A column of samples.
template <class T>
struct column {
  const T* data;
  std::size_t size;
};

template <class T>
inline constexpr bool is_column = false;
template <class T>
inline constexpr bool is_column<column<T>> = true;

/// How a bound value enters an evaluation: containers as columns, numbers as they are.
template <class V>
constexpr auto enter(const V& value) {
  if constexpr (requires { value.data(); value.size(); })
    return column<std::remove_cvref_t<decltype(*value.data())>>{value.data(), value.size()};
  else if constexpr (std::is_array_v<V>)
    return column<std::remove_cv_t<std::remove_extent_t<V>>>{value, std::extent_v<V>};
  else
    return value;
}
template <class V>
using entered = decltype(enter(std::declval<const std::remove_reference_t<V>&>()));

/// The list of bindings that an argument stands for.
template <class... Bindings>
struct binding_list {};

template <class Argument>
struct bindings_in {
  static_assert(requires { Argument::symbol; },
                "evaluate: an argument gives no value to a symbol; write it as in evaluate(e, x = 3.0)");
  using type = binding_list<>;
};
template <symbol_id Symbol, class V>
struct bindings_in<binding<Symbol, V>> {
  static_assert(Number<entered<V>> || is_column<entered<V>>,
                "evaluate: a symbol is given a value that is no number and no contiguous column of numbers");
  using type = binding_list<binding<Symbol, V>>;
};
template <class... Bindings>
struct bindings_in<symbol_map<Bindings...>> {
  using type = binding_list<Bindings...>;
};
template <class... Bindings>
struct bindings_in<parameters<Bindings...>> {
  using type = binding_list<Bindings...>;
};
template <class... Bindings>
struct bindings_in<dataset<Bindings...>> {
  using type = binding_list<Bindings...>;
};

template <class... Lists>
struct joined_bindings {
  using type = binding_list<>;
};
template <class... First>
struct joined_bindings<binding_list<First...>> {
  using type = binding_list<First...>;
};
template <class... First, class... Second, class... Rest>
struct joined_bindings<binding_list<First...>, binding_list<Second...>, Rest...>
    : joined_bindings<binding_list<First..., Second...>, Rest...> {};

/// The widest floating-point type among values; whole numbers take part in any.
template <class V>
struct scalar_of {
  using type = std::conditional_t<std::is_integral_v<V>, void, V>;
};
template <class V>
struct scalar_of<column<V>> : scalar_of<V> {};

template <class A, class B>
struct wider {
  using type = std::common_type_t<A, B>;
};
template <class A>
struct wider<A, void> {
  using type = A;
};
template <class B>
struct wider<void, B> {
  using type = B;
};
template <>
struct wider<void, void> {
  using type = void;
};

template <class... T>
struct widest {
  using type = void;
};
template <class First, class... Rest>
struct widest<First, Rest...> : wider<First, typename widest<Rest...>::type> {};

template <class Numbers>
struct carried_type {
  using type = void;
};
template <class T, int Count>
  requires(Count > 0 && !std::same_as<T, double>)
struct carried_type<numbers<T, Count>> {
  using type = T;
};

/// The number type of an evaluation: float where all values are float; double where there are none.
template <class Numbers, class... Values>
struct value_type_of {
  using bound = typename widest<typename scalar_of<Values>::type..., typename carried_type<Numbers>::type>::type;
  using type = std::conditional_t<std::is_void_v<bound>, double, bound>;
};

// The three checks are templates of the symbol, so that the compiler's trace shows its name.
template <symbol_id Symbol, bool Known>
constexpr void require_value() {
  static_assert(Known, "evaluate: a symbol of the expression has no value; the name stands in require_value<…>, "
                       "pass it as in evaluate(e, x = 3.0)");
}
template <symbol_id Symbol, bool Known>
constexpr void require_symbol() {
  static_assert(Known, "evaluate: a value is given for a symbol that is not in the expression; the name stands in "
                       "require_symbol<…>, leave it out (or check parameter against input)");
}
template <symbol_id Symbol, bool Once>
constexpr void require_once() {
  static_assert(Once, "evaluate: a symbol is given a value twice; the name stands in require_once<…>, leave one out");
}

/// Stands for a map of parameters or columns that were refused, so that the compiler has no more to say about them.
struct refused_map {
  constexpr explicit refused_map(const auto&...) {}
};

template <class... Bindings>
constexpr int times_in(const symbol_id& s) {
  return (int{Bindings::symbol == s} + ... + 0);
}

template <class Table>
constexpr const auto& symbols_of() {
  if constexpr (requires { Table::program; }) return Table::program;
  else return Table::graph;
}

/// Checks that every symbol of a table has exactly one value. Only a mistake instantiates the checks. Tables
/// are expressions, whose graph has the symbols, and sources of programs.
template <class Table, class... Bindings>
constexpr bool has_values(binding_list<Bindings...>) {
  constexpr int missing = [] {
    for (int i = 0; i < symbols_of<Table>().symbol_count; ++i)
      if (times_in<Bindings...>(symbols_of<Table>().symbols[i]) == 0) return i;
    return -1;
  }();
  constexpr int repeated = [] {
    for (int i = 0; i < symbols_of<Table>().symbol_count; ++i)
      if (times_in<Bindings...>(symbols_of<Table>().symbols[i]) > 1) return i;
    return -1;
  }();
  if constexpr (missing >= 0) require_value<symbols_of<Table>().symbols[missing], false>();
  if constexpr (repeated >= 0) require_once<symbols_of<Table>().symbols[repeated], false>();
  return missing < 0 && repeated < 0;
}

template <class Table>
constexpr bool is_in(const symbol_id& s) {
  for (int i = 0; i < symbols_of<Table>().symbol_count; ++i)
    if (symbols_of<Table>().symbols[i] == s) return true;
  return false;
}

/// Checks that a value given by name is for a symbol of the table; parameters and data sets may hold more.
template <class Table, class Argument>
constexpr bool is_wanted() {
  if constexpr (requires { Argument::symbol; }) {
    require_symbol<Argument::symbol, is_in<Table>(Argument::symbol)>();
    return is_in<Table>(Argument::symbol);
  } else {
    return true;
  }
}

/// The values of one call, as a Hana map from symbol to number or column.
template <class Map>
struct environment {
  Map values;

  template <symbol_id Symbol>
  [[gnu::always_inline]] constexpr const auto& get() const {
    return boost::hana::at_key(values, key_of<Symbol>);
  }
};

/// The pairs of an argument: one of a binding, several of parameters and data sets.
template <symbol_id Symbol, class V>
[[gnu::always_inline]] constexpr auto pairs_of(const binding<Symbol, V>& b) {
  return boost::hana::make_tuple(boost::hana::make_pair(key_of<Symbol>, enter(b.value)));
}
template <class Map>
[[gnu::always_inline]] constexpr auto pairs_of(const Map& map) {
  return boost::hana::transform(boost::hana::to_tuple(map.entries), [](const auto& pair) {
    return boost::hana::make_pair(boost::hana::first(pair), enter(boost::hana::second(pair)));
  });
}

template <class Argument>
inline constexpr bool is_binding = requires { Argument::symbol; };

template <class Map>
environment(Map) -> environment<Map>;

template <class... Arguments>
[[gnu::always_inline]] constexpr auto make_environment(const Arguments&... arguments) {
  if constexpr ((is_binding<Arguments> && ...))
    return environment{boost::hana::make_map(boost::hana::make_pair(key_of<Arguments::symbol>, enter(arguments.value))...)};
  else
    return environment{boost::hana::unpack(boost::hana::flatten(boost::hana::make_tuple(pairs_of(arguments)...)),
                                           boost::hana::make_map)};
}

}  // namespace detail
}  // namespace symdiff
