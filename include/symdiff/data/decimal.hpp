// SPDX-License-Identifier: BSL-1.0
#pragma once
// Numbers from text, by a point whatever the locale.
#include <symdiff/hide_macros.inc>
#include <charconv>
#include <cmath>
#include <istream>
#include <streambuf>
#include <string_view>
#include <symdiff/instruction_set.hpp>
#include <system_error>

namespace SYMDIFF_NAMESPACE::detail {

constexpr std::string_view without_blanks(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Whether a field says that there is no value: it is empty, or NA or NaN in letters of any case.
constexpr bool is_missing(std::string_view text) {
  const auto is = [&](std::string_view word) {
    if (text.size() != word.size()) return false;
    const char* letter = text.data();
    for (const char small : word)
      if ((*letter++ | 0x20) != small) return false;
    return true;
  };
  return text.empty() || is("na") || is("nan");
}

/// Text as a stream buffer.
struct text_buffer : std::streambuf {
  text_buffer(const char* first, const char* last) {
    setg(const_cast<char*>(first), const_cast<char*>(first), const_cast<char*>(last));  // NOLINT: only read from
  }
  const char* place() const { return gptr(); }
};

/// std::from_chars for a floating-point number.
template <class T>
std::from_chars_result from_text(const char* first, const char* last, T& number) {
  if constexpr (requires { std::from_chars(first, last, number); }) {
    return std::from_chars(first, last, number);
  } else {
    // libc++ before version 20 reads no floating-point numbers in <charconv>. Its streams take hexadecimal ones
    // too, and leave 0 where there is no number.
    if (std::string_view(first, last).find_first_of("xX") != std::string_view::npos)
      return {first, std::errc::invalid_argument};
    text_buffer buffer(first, last);
    std::istream in(&buffer);
    in.imbue(std::locale::classic());
    if (in >> number) return {buffer.place(), std::errc{}};
    return {buffer.place(), number == 0 ? std::errc::invalid_argument : std::errc::result_out_of_range};
  }
}

/// Reads a finite number that takes up the whole text. Returns null, or what the text is instead.
inline const char* read_number(std::string_view text, double& number) {
  // from_chars takes a minus and no plus.
  if (text.size() > 1 && text[0] == '+' && text[1] != '-') text.remove_prefix(1);
  const char* const last = text.data() + text.size();
  const auto [end, error] = from_text(text.data(), last, number);
  if (error == std::errc::invalid_argument || end != last) return "is no number";
  if (error == std::errc::result_out_of_range) return "is outside of the range of double";
  return std::isfinite(number) ? nullptr : "is no finite number";
}

}  // namespace symdiff::detail

#include <symdiff/restore_macros.inc>
