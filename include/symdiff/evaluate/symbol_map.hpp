// SPDX-License-Identifier: BSL-1.0
#pragma once
// Values by symbol: a boost::hana::map, so that Hana's algorithms walk bindings, parameters and gradients
// alike.
#include <boost/hana/any_of.hpp>
#include <boost/hana/at_key.hpp>
#include <boost/hana/find.hpp>
#include <boost/hana/find_if.hpp>
#include <boost/hana/map.hpp>
#include <boost/hana/flatten.hpp>
#include <boost/hana/pair.hpp>
#include <boost/hana/transform.hpp>
#include <boost/hana/tuple.hpp>
#include <boost/hana/type.hpp>
#include <boost/hana/unpack.hpp>
#include <symdiff/notation/expression.hpp>

namespace SYMDIFF_NAMESPACE {

/// The key of a symbol in Hana maps: `boost::hana::type<key<…>>`.
template <detail::symbol_id Symbol>
struct key {
  static constexpr const char* name = Symbol.name.text;
};

namespace detail {

template <class S>
inline constexpr symbol_id id_of = std::remove_cvref_t<S>::graph.symbols[0];

template <symbol_id Symbol>
inline constexpr boost::hana::type<key<Symbol>> key_of{};

template <class... Bindings>
using map_of = decltype(boost::hana::make_map(
    boost::hana::make_pair(key_of<Bindings::symbol>, std::declval<typename Bindings::value_type>())...));

template <class Symbol>
constexpr void no_entry_for(Symbol) {
  static_assert(never<Symbol>, "symdiff: there is no entry for a symbol; its name stands in no_entry_for<...>, a gradient has "
                               "those of the expression's parameters or of wrt(...)");
}

template <symbol_id Symbol, class... Bindings>
constexpr bool has_entry() {
  constexpr bool found = ((Bindings::symbol == Symbol) || ...);
  if constexpr (!found) no_entry_for(show<Symbol>());
  return found;
}

/// The same for what stands in the brackets, which may be no symbol.
template <class S, class... Bindings>
constexpr bool has_entry_of() {
  static_assert(Symbol<S> || is_refused<S>, "symdiff: an index is no symbol; write it as in g[a]");
  if constexpr (Symbol<S>) return has_entry<id_of<S>, Bindings...>();
  else return false;
}

}  // namespace detail

struct symbol_map_tag {};

/// A value for each of some symbols, indexed by symbol: `g[a]`. Hana's algorithms walk it as a
/// `boost::hana::map`, which `entries` is.
template <class... Bindings>
struct symbol_map {
  using hana_tag = symbol_map_tag;
  using map = detail::map_of<Bindings...>;

  map entries;

#ifdef __clang__
  // Numbers that are about to be written: map() has clang write zeros first (1.8 times the time of the gradient of a sum
  // of 1,000 squares), where a move from what holds no numbers is nothing. g++ would move them; its map() writes zeros where
  // there are several values: of a network's 50,890 derivatives that takes a quarter of the time for a single image.
  constexpr symbol_map() : entries(std::is_constant_evaluated() ? map() : map(unwritten())) {}
#else
  constexpr symbol_map() = default;
#endif
  constexpr explicit symbol_map(const Bindings&... bindings)
      : entries(boost::hana::make_map(boost::hana::make_pair(detail::key_of<Bindings::symbol>, bindings.value)...)) {}

  template <class S>
  constexpr decltype(auto) operator[](const S&) {
    if constexpr (detail::has_entry_of<S, Bindings...>())
      return boost::hana::at_key(entries, detail::key_of<detail::id_of<S>>);
    else
      return detail::refused{};
  }
  template <class S>
  constexpr decltype(auto) operator[](const S&) const {
    if constexpr (detail::has_entry_of<S, Bindings...>())
      return boost::hana::at_key(entries, detail::key_of<detail::id_of<S>>);
    else
      return detail::refused{};
  }

 private:
  static typename map::storage_type unwritten() {
    typename map::storage_type numbers;
    return numbers;
  }
};

}  // namespace symdiff

template <>
struct boost::hana::unpack_impl<symdiff::symbol_map_tag> {
  template <class Map, class F>
  static constexpr decltype(auto) apply(Map&& map, F&& f) {
    return boost::hana::unpack(static_cast<Map&&>(map).entries, static_cast<F&&>(f));
  }
};
template <>
struct boost::hana::find_impl<symdiff::symbol_map_tag> {
  template <class Map, class Key>
  static constexpr auto apply(Map&& map, const Key& key) {
    return boost::hana::find(static_cast<Map&&>(map).entries, key);
  }
};
template <>
struct boost::hana::find_if_impl<symdiff::symbol_map_tag> {
  template <class Map, class Predicate>
  static constexpr auto apply(Map&& map, Predicate&& predicate) {
    return boost::hana::find_if(static_cast<Map&&>(map).entries, static_cast<Predicate&&>(predicate));
  }
};
template <>
struct boost::hana::any_of_impl<symdiff::symbol_map_tag> {
  template <class Map, class Predicate>
  static constexpr auto apply(Map&& map, Predicate&& predicate) {
    return boost::hana::any_of(static_cast<Map&&>(map).entries, static_cast<Predicate&&>(predicate));
  }
};
template <>
struct boost::hana::keys_impl<symdiff::symbol_map_tag> {
  template <class Map>
  static constexpr auto apply(const Map& map) {
    return boost::hana::keys(map.entries);
  }
};
