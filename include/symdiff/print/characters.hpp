// SPDX-License-Identifier: BSL-1.0
#pragma once
// Text that grows, in constant evaluation too: clang 16 cannot use libstdc++'s std::string there. What printers use of
// std::string, under the same names.
#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>
#include <symdiff/instruction_set.hpp>

namespace SYMDIFF_NAMESPACE::detail {

class characters {
 public:
  constexpr characters() = default;
  constexpr characters(const char* whole) { append(whole); }  // NOLINT: one is the other
  constexpr characters(std::string_view whole) { append(whole); }  // NOLINT
  constexpr characters(const characters& other) { append(other); }
  constexpr characters(characters&& other) noexcept { exchange_with(other); }
  constexpr characters& operator=(const characters& other) {
    if (this != &other) length = 0, append(other);
    return *this;
  }
  constexpr characters& operator=(characters&& other) noexcept {
    exchange_with(other);
    return *this;
  }
  constexpr ~characters() { delete[] text; }

  constexpr operator std::string_view() const { return {text, length}; }  // NOLINT
  operator std::string() const { return std::string(text, length); }      // NOLINT

  constexpr std::size_t size() const { return length; }
  constexpr bool empty() const { return length == 0; }
  /// The character behind the last is 0.
  constexpr char operator[](std::size_t i) const { return i < length ? text[i] : '\0'; }

  constexpr characters& append(std::string_view more) {
    if (length + more.size() > room) {
      char* const longer = new char[room = 2 * (length + more.size()) + 14];
      copy(longer, text, length);
      copy(longer + length, more.data(), more.size());  // which may be part of this
      delete[] text;
      text = longer;
    } else {
      copy(text + length, more.data(), more.size());
    }
    length += more.size();
    return *this;
  }
  constexpr characters& operator+=(std::string_view more) { return append(more); }
  constexpr characters& operator+=(char c) { return append({&c, 1}); }

  constexpr characters substr(std::size_t first, std::size_t count = std::string_view::npos) const { return view().substr(first, count); }
  constexpr std::size_t find(auto what, std::size_t from = 0) const { return view().find(what, from); }
  constexpr std::size_t find_first_of(const char* any) const { return view().find_first_of(any); }
  constexpr std::size_t find_first_not_of(const char* any, std::size_t from) const { return view().find_first_not_of(any, from); }
  constexpr bool begins_with(std::string_view start) const { return view().substr(0, start.size()) == start; }

  template <std::convertible_to<std::string_view> Text>
  friend constexpr bool operator==(const characters& a, const Text& b) {
    return a.view() == std::string_view(b);
  }
  friend constexpr bool operator<(const characters& a, const characters& b) { return a.view() < b.view(); }
  template <class Stream>
  friend auto operator<<(Stream& out, const characters& printed) -> decltype(out << std::string_view()) {
    return out << printed.view();
  }

 private:
  char* text = nullptr;
  std::size_t length = 0, room = 0;

  constexpr std::string_view view() const { return *this; }
  static constexpr void copy(char* to, const char* from, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) to[i] = from[i];
  }
  constexpr void exchange_with(characters& other) {
    char* const own = text;
    const std::size_t own_length = length, own_room = room;
    text = other.text, length = other.length, room = other.room;
    other.text = own, other.length = own_length, other.room = own_room;
  }
};

}  // namespace symdiff::detail
