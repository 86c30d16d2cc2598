// SPDX-License-Identifier: BSL-1.0
#pragma once
// Numbers as text: the fewest digits that read back as the same number, whatever the locale.
#include <concepts>
#include <cstdlib>
#include <initializer_list>
#include <limits>
#include <string>
#include <string_view>

namespace symdiff::detail {

/// Texts one after the other. `+` and `append` would check each literal against templates, and against the
/// operators of expressions: the headers of print/ took 17 % longer to compile with g++, 37 % with clang.
inline void append(std::string& text, std::initializer_list<std::string_view> pieces) {
  for (const std::string_view piece : pieces) text.append(piece.data(), piece.size());
}
inline std::string joined(std::initializer_list<std::string_view> pieces) {
  std::string text;
  append(text, pieces);
  return text;
}

/// The shortest decimal text of a number that is finite: `2`, `0.5`, `1e-5`, `1234567.5`, `1e20`.
/// `wide` keeps all digits of long double.
inline std::string shortest_text(long double value, bool wide = false) {
  const double narrow = static_cast<double>(value);
  if (value != value) return "nan";
  if (value - value != 0) return value < 0 ? "-inf" : "inf";
  char scientific[64];  // -d.ddde±xx
  for (int digits = 0; digits < 36; ++digits) {
    if (wide) {
      __builtin_snprintf(scientific, sizeof scientific, "%.*Le", digits, value);
      if (std::strtold(scientific, nullptr) == value) break;
    } else {
      __builtin_snprintf(scientific, sizeof scientific, "%.*e", digits, narrow);
      if (std::strtod(scientific, nullptr) == narrow) break;
    }
  }
  const char* c = scientific;
  std::string text, digits;
  if (*c == '-') text += *c++;
  for (; *c != 'e'; ++c)
    if (*c >= '0' && *c <= '9') digits += *c;  // the point may be another character in the locale
  const int exponent = std::atoi(c + 1);
  const int size = static_cast<int>(digits.size());
  if (exponent < -4 || (exponent >= 7 && exponent >= size)) {
    text += digits[0];
    if (size > 1) append(text, {".", digits.substr(1)});
    return joined({text, "e", std::to_string(exponent)});
  }
  if (exponent < 0) return joined({text, "0.", std::string(static_cast<std::size_t>(-exponent - 1), '0'), digits});
  for (int i = 0; i < size || i <= exponent; ++i) {
    if (i == exponent + 1) text += '.';
    text += i < size ? digits[static_cast<std::size_t>(i)] : '0';
  }
  return text;
}

/// The text of a number that an expression carries.
template <class T>
std::string number_text(const T& value) {
  if constexpr (std::floating_point<T>) return shortest_text(value, std::same_as<T, long double>);
  else if constexpr (requires { T(std::string(value.str(1))); }) {  // Boost.Multiprecision
    const std::string short_text = value.str(std::numeric_limits<T>::digits10);
    return T(short_text) == value ? short_text : value.str(std::numeric_limits<T>::max_digits10);
  } else {
    return shortest_text(static_cast<double>(value));
  }
}

}  // namespace symdiff::detail
