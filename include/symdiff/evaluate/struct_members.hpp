// SPDX-License-Identifier: BSL-1.0
#pragma once
// A user's own struct as a parameter set: its members, as BOOST_HANA_DEFINE_STRUCT or BOOST_HANA_ADAPT_STRUCT
// name them, stand for the parameters of the same names. (The user includes Boost.Hana's header of the macro.)
#include <boost/hana/accessors.hpp>
#include <boost/hana/at.hpp>
#include <boost/hana/concept/struct.hpp>
#include <boost/hana/length.hpp>
#include <symdiff/evaluate/dense.hpp>
#include <symdiff/evaluate/symbol_map.hpp>

namespace SYMDIFF_NAMESPACE::detail {

template <class S>
concept HanaStruct = std::is_class_v<S> && boost::hana::Struct<S>::value;

template <class S>
inline constexpr std::size_t member_count =
    decltype(boost::hana::length(boost::hana::accessors<S>()))::value;

/// The I-th member of a struct.
template <class S, std::size_t I>
struct member_of {
  using accessor = std::remove_cvref_t<decltype(boost::hana::at_c<I>(boost::hana::accessors<S>()))>;
  using name = std::remove_cvref_t<decltype(boost::hana::first(std::declval<accessor>()))>;

  template <class Struct>
  [[gnu::always_inline]] static constexpr auto& value(Struct& s) {
    return boost::hana::second(boost::hana::at_c<I>(boost::hana::accessors<S>()))(s);
  }
  using value_type = std::remove_cvref_t<decltype(value(std::declval<S&>()))>;

  static constexpr symbol_id symbol = [] {
    symbol_id id{{}, symbol_kind::parameter, shape_of_value<value_type>};
    const char* text = name::c_str();
    for (std::size_t i = 0; i < longest_name && text[i] != '\0'; ++i) id.name.text[i] = text[i];
    return id;
  }();
};

/// f<member>() for each member that is a number or an array of numbers; others have nothing to do with parameters.
template <class S, class F>
[[gnu::always_inline]] constexpr void each_number(const F& f) {
  [&]<std::size_t... I>(std::index_sequence<I...>) __attribute__((always_inline)) {
    const auto call = [&]<class Member>() __attribute__((always_inline)) {
      if constexpr (Number<typename Member::value_type> || static_size<typename Member::value_type> >= 0) f.template operator()<Member>();
    };
    (call.template operator()<member_of<S, I>>(), ...);
  }(std::make_index_sequence<member_count<S>>{});
}

/// The member of a symbol.
template <class S, symbol_id Symbol>
constexpr std::size_t member_index() {
  return []<std::size_t... I>(std::index_sequence<I...>) {
    std::size_t found = 0;
    ((member_of<S, I>::symbol == Symbol ? void(found = I) : void()), ...);
    return found;
  }(std::make_index_sequence<member_count<S>>{});
}

}  // namespace symdiff::detail
