// SPDX-License-Identifier: BSL-1.0
#pragma once
// What a refused call returns, and how messages show a symbol.
#include <concepts>
#include <type_traits>
#include <utility>
#include <symdiff/graph/node.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// The result of a refused call. It goes wherever a result could, so that the sentence that refused the call
/// is all that the compiler has to say.
struct refused {
  static const refused value, gradient;

  constexpr refused() = default;
  constexpr explicit refused(const auto&...) {}

  constexpr const refused& operator[](const auto&) const { return *this; }
  constexpr const refused& operator()(const auto&...) const { return *this; }

  template <class T>
    requires std::is_default_constructible_v<T>
  constexpr operator T() const {  // NOLINT: anything
    if constexpr (std::same_as<T, bool>) return true;
    else return T();
  }
  friend constexpr auto& operator<<(auto& stream, const refused&) { return stream; }
};
inline constexpr refused refused::value{}, refused::gradient{};

template <class T>
inline constexpr bool is_refused = std::same_as<std::remove_cvref_t<T>, refused>;

/// False, and known to be only where a template is instantiated.
template <class...>
inline constexpr bool never = false;

/// A symbol in a message: g++ writes the name as text, clang only its characters one by one.
template <symbol_kind Kind, name_text Name, char... Characters>
struct shown {};

constexpr std::size_t length_of(const name_text& name) {
  std::size_t length = 0;
  while (length < longest_name && name.text[length] != '\0') ++length;
  return length;
}

template <symbol_id Symbol>
constexpr auto show() {
  return []<std::size_t... I>(std::index_sequence<I...>) {
    return shown<Symbol.kind, Symbol.name, Symbol.name.text[I]...>{};
  }(std::make_index_sequence<length_of(Symbol.name)>{});
}

}  // namespace symdiff::detail
