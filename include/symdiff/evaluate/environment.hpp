// SPDX-License-Identifier: BSL-1.0
#pragma once
// What a program's symbols stand for in one call: numbers, and columns of samples. Every misuse that the
// types show stops here with a sentence.
#include <initializer_list>
#include <symdiff/evaluate/dense.hpp>
#include <symdiff/evaluate/struct_members.hpp>
#include <symdiff/evaluate/symbol_map.hpp>

namespace SYMDIFF_NAMESPACE {

template <class... Bindings>
struct parameters;
template <class... Bindings>
struct dataset;

namespace detail {

/// A column of samples: contiguous numbers, or those that a `strided` pointer finds.
template <class T, class Pointer = const T*>
struct column {
  Pointer data;
  std::size_t size;
};

/// Points to every `stride`-th number.
template <class T>
struct strided {
  const T* first = nullptr;
  std::size_t stride = 1;

  constexpr const T& operator*() const { return *first; }
  constexpr const T& operator[](std::size_t i) const { return first[i * stride]; }
  constexpr strided operator+(std::size_t n) const { return {first + n * stride, stride}; }
};

template <class T>
inline constexpr bool is_column = false;
template <class T, class Pointer>
inline constexpr bool is_column<column<T, Pointer>> = true;

/// How the vectors and matrices of a third party enter: `enter(value)` gives a column, `check<Symbol>(value)` throws where
/// the value does not fit. interop/ specialises it.
template <class V>
struct foreign {};
template <class V>
inline constexpr bool is_foreign = requires(const V& value) { foreign<V>::enter(value); };

/// How a bound value enters an evaluation: containers as columns, numbers as they are. What has a storage order of its own
/// is no container.
template <class V>
constexpr auto enter(const V& value) {
  if constexpr (is_foreign<V>)
    return foreign<V>::enter(value);
  else if constexpr (requires { value.data(); value.size(); } && !requires { V::IsRowMajor; })
    return column<std::remove_cvref_t<decltype(*value.data())>>{value.data(), value.size()};
  else if constexpr (std::rank_v<V> == 2)
    return column<std::remove_cv_t<std::remove_all_extents_t<V>>>{value[0], std::extent_v<V> * std::extent_v<V, 1>};
  else if constexpr (std::is_array_v<V>)
    return column<std::remove_cv_t<std::remove_extent_t<V>>>{value, std::extent_v<V>};
  else
    return value;
}
template <class V>
using entered = decltype(enter(std::declval<const std::remove_reference_t<V>&>()));

/// The same for a symbol, whose shape a value may not fit.
template <symbol_id Symbol, class V>
[[gnu::always_inline]] constexpr auto enter_for(const V& value) {
  if constexpr (is_foreign<V>) foreign<V>::template check<Symbol>(value);
  return enter(value);
}

/// The list of bindings that an argument stands for.
template <class... Bindings>
struct binding_list {};

template <class Argument>
struct bindings_in {
  using type = void;
};
template <symbol_id Symbol, class V>
struct bindings_in<binding<Symbol, V>> {
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

template <class S, class Indices = std::make_index_sequence<member_count<S>>>
struct bindings_of_struct;
template <class S, std::size_t... I>
struct bindings_of_struct<S, std::index_sequence<I...>> {
  template <class Member>
  using list = std::conditional_t<Number<typename Member::value_type> || (static_size<typename Member::value_type> >= 0 &&
                                                                          !is_foreign<typename Member::value_type>),
                                  binding_list<binding<Member::symbol, typename Member::value_type>>, binding_list<>>;
  using type = typename joined_bindings<list<member_of<S, I>>...>::type;
};
template <HanaStruct S>
struct bindings_in<S> {
  using type = typename bindings_of_struct<S>::type;
};

/// The widest floating-point type among values; whole numbers take part in any.
template <class V>
struct scalar_of {
  using type = std::conditional_t<std::is_integral_v<V>, void, V>;
};
template <class V, class Pointer>
struct scalar_of<column<V, Pointer>> : scalar_of<V> {};
template <class V, std::size_t Size>
struct scalar_of<std::array<V, Size>> : scalar_of<V> {};
template <class V, int Rows, int Columns>
struct scalar_of<matrix<V, Rows, Columns>> : scalar_of<V> {};
template <class Values>
struct scalar_of<unwritten<Values>> : scalar_of<Values> {};

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

// The sentences about symbols. Each is a template of the symbol, so that the compiler shows its name, and is
// instantiated by a mistake only.
template <class Symbol>
constexpr void no_value_for(Symbol) {
  static_assert(never<Symbol>, "symdiff: a symbol of the expression has no value; its name stands in no_value_for<...>, "
                               "pass it as in evaluate(e, x = 3.0)");
}
template <class Symbol>
constexpr void of_the_other_kind(Symbol) {
  static_assert(never<Symbol>, "symdiff: the expression has a symbol of this name, but one is a parameter and the other an "
                               "input; its name stands in of_the_other_kind<...>, declare it once and use that");
}
template <class Symbol>
constexpr void given_twice(Symbol) {
  static_assert(never<Symbol>, "symdiff: a symbol is given a value twice; its name stands in given_twice<...>, leave one out");
}
template <class Value, class Symbol>
constexpr void no_number_for(Symbol) {
  static_assert(never<Symbol>, "symdiff: a symbol is given a value that is no number and no contiguous column of numbers; its "
                               "name and the type of the value stand in no_number_for<...>");
}
template <class Value, class Symbol>
constexpr void no_numbers_for(Symbol) {
  static_assert(never<Symbol>, "symdiff: a vector or matrix is given something else than contiguous numbers, such as a "
                               "std::array or std::vector of them (Eigen's need symdiff/interop/eigen.hpp); its name and the type of the value stand in "
                               "no_numbers_for<...>");
}
template <long long Came, long long Expected, class Symbol>
constexpr void other_size_of(Symbol) {
  static_assert(never<Symbol>, "symdiff: a vector or matrix is given another count of numbers than it has; what came, what was "
                               "expected and the name stand in other_size_of<...>");
}
template <class Symbol>
constexpr void column_for_parameter(Symbol) {
  static_assert(never<Symbol>, "symdiff: a parameter has one value, but is given a column of samples; its name stands in "
                               "column_for_parameter<...>, declare it as input<...>");
}

template <class Binding, int Times>
constexpr bool is_given_once() {
  if constexpr (Times > 1) given_twice(show<Binding::symbol>());
  return Times == 1;
}

/// Stands for a map of parameters or columns that were refused.
using refused_map = refused;

template <class V>
constexpr bool is_column_of_numbers() {
  if constexpr (is_column<V>) {
    using number = std::remove_cvref_t<decltype(*V::data)>;
    return Number<number> && !std::same_as<number, char>;
  } else {
    return false;
  }
}

/// The same for a vector or matrix. An input may have the numbers of several samples.
template <symbol_id Symbol, class V>
constexpr bool gives_numbers() {
  constexpr long long came = static_size<V>, expected = Symbol.dimensions.size();
  if constexpr (!is_column_of_numbers<entered<V>>()) {
    no_numbers_for<V>(show<Symbol>());
    return false;
  } else if constexpr (came >= 0 && (Symbol.kind == symbol_kind::input ? came % expected != 0 || came == 0 : came != expected)) {
    other_size_of<came, expected>(show<Symbol>());
    return false;
  } else {
    return true;
  }
}

template <class>
inline constexpr bool is_wrt = false;  // derivative/gradient.hpp
template <class>
inline constexpr bool is_workspace = false;  // derivative/workspace.hpp

/// Whether an argument can give values. The refused have had their sentence.
template <class Argument>
constexpr bool gives_values() {
  if constexpr (std::is_base_of_v<refused, Argument>) {
    return false;
  } else if constexpr (std::is_void_v<typename bindings_in<Argument>::type>) {
    static_assert(!is_wrt<Argument>, "wrt: wrt(...) stands right behind the expression that is differentiated, as in "
                                     "gradient(e, wrt(a, t), a = 3.0)");
    static_assert(is_wrt<Argument>, "symdiff: an argument gives no value to a symbol; write it as in evaluate(e, x = 3.0)");
    return false;
  } else if constexpr (requires { Argument::symbol; }) {
    using V = entered<typename Argument::value_type>;
    constexpr bool is_parameter = Argument::symbol.kind == symbol_kind::parameter;
    if constexpr (!Argument::symbol.dimensions.is_scalar()) {
      return gives_numbers<Argument::symbol, std::remove_cvref_t<typename Argument::value_type>>();
    } else if constexpr (!Number<V> && !is_column_of_numbers<V>()) {
      no_number_for<std::remove_cvref_t<typename Argument::value_type>>(show<Argument::symbol>());
      return false;
    } else if constexpr (is_parameter && is_column<V>) {
      column_for_parameter(show<Argument::symbol>());
      return false;
    } else {
      return true;
    }
  } else {
    return true;
  }
}

template <class... Bindings>
constexpr int times_in(const symbol_id& s) {
  return (int{Bindings::symbol == s} + ... + 0);
}

template <class Table>
constexpr const auto& symbols_of() {
  if constexpr (requires { Table::program; }) return Table::program;
  else return Table::graph;
}

/// The index of a symbol among those of a program or graph, or -1. The hint is where it stands most often.
constexpr int index_in(const auto& table, const symbol_id& s, int hint = 0) {
  for (int i = 0; i < table.symbol_count; ++i) {
    const int index = hint + i < table.symbol_count ? hint + i : (hint + i) % table.symbol_count;
    if (table.symbols[index] == s) return index;
  }
  return -1;
}

template <class Table>
constexpr bool is_in(const symbol_id& s) {
  return index_in(symbols_of<Table>(), s) >= 0;
}

constexpr symbol_id other_kind_of(const symbol_id& s) {
  return {s.name, s.kind == symbol_kind::parameter ? symbol_kind::input : symbol_kind::parameter, s.dimensions};
}

/// Checks that every symbol of a table has exactly one value, and no other is given two; values of others are ignored.
/// Tables are expressions, whose graph has the symbols, and sources of programs.
template <class Table, class... Bindings>
constexpr bool has_values(binding_list<Bindings...>) {
  constexpr auto& table = symbols_of<Table>();
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
  constexpr bool are_ignored_once = [] {  // in a list, which may be longer than what clang folds
    for (const bool once : {true, (is_in<Table>(Bindings::symbol) || times_in<Bindings...>(Bindings::symbol) == 1)...})
      if (!once) return false;
    return true;
  }();
  if constexpr (missing >= 0) {
    constexpr symbol_id other = other_kind_of(table.symbols[missing]);
    if constexpr (times_in<Bindings...>(other) > 0 && !is_in<Table>(other)) of_the_other_kind(show<other>());
    else no_value_for(show<table.symbols[missing]>());
  } else if constexpr (repeated >= 0) {
    given_twice(show<table.symbols[repeated]>());
  } else if constexpr (!are_ignored_once) {
    [[maybe_unused]] const bool once[]{is_given_once<Bindings, times_in<Bindings...>(Bindings::symbol)>()...};
  }
  return missing < 0 && repeated < 0 && are_ignored_once;
}

/// The value of a key in a parameter set, a data set or a struct.
template <class Set, symbol_id Symbol>
[[gnu::always_inline]] constexpr auto& value_of(Set& set, const boost::hana::basic_type<key<Symbol>>&) {
  using S = std::remove_const_t<Set>;
  if constexpr (HanaStruct<S>) return member_of<S, member_index<S, Symbol>()>::value(set);
  else return boost::hana::at_key(set.entries, key_of<Symbol>);
}

/// The value of a symbol in an argument that has one, as it enters an evaluation.
template <symbol_id Symbol, class V>
[[gnu::always_inline]] constexpr auto value_in(const binding<Symbol, V>& b) {
  return enter_for<Symbol>(b.value);
}
template <symbol_id Symbol, class Set>
[[gnu::always_inline]] constexpr auto value_in(const Set& set) {
  return enter_for<Symbol>(value_of(set, key_of<Symbol>));
}

/// Whether an argument gives its samples some at a time (data/chunks.hpp).
template <class Argument>
inline constexpr bool is_chunked = requires(const Argument& a) { a.first_chunk(); };

template <symbol_id Symbol, class Chunks>
  requires is_chunked<Chunks>
constexpr auto value_in(const Chunks& chunks) {
  return enter(value_of(chunks.chunk(), key_of<Symbol>));
}

template <class Argument>
inline constexpr bool is_binding = requires { Argument::symbol; };

}  // namespace detail
}  // namespace symdiff
