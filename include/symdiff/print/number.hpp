// SPDX-License-Identifier: BSL-1.0
#pragma once
// Numbers as text: the fewest digits that read back as the same number, whatever the locale.
#include <concepts>
#include <cstdlib>
#include <limits>
#include <symdiff/print/characters.hpp>
#include <type_traits>

namespace SYMDIFF_NAMESPACE::detail {

/// Texts one after the other. `+` and `append` would check each literal against templates, and against the
/// operators of expressions: the headers of print/ took 17 % longer to compile with g++, 37 % with clang.
constexpr void append(characters& text, std::initializer_list<std::string_view> pieces) {
  for (const std::string_view next : pieces) text.append(next);
}
inline void append(std::string& text, std::initializer_list<std::string_view> pieces) {
  for (const std::string_view next : pieces) text.append(next.data(), next.size());
}
constexpr characters joined(std::initializer_list<std::string_view> pieces) {
  characters text;
  append(text, pieces);
  return text;
}

constexpr characters text_of_whole(long long number) {
  char digits[24];
  int begin = 24;
  const bool is_negative = number < 0;
  do {
    digits[--begin] = static_cast<char>('0' + (is_negative ? -(number % 10) : number % 10));
    number /= 10;
  } while (number != 0);
  if (is_negative) digits[--begin] = '-';
  return std::string_view(digits + begin, static_cast<std::size_t>(24 - begin));
}

/// Decimal digits of a number, the point behind the first: d.ddd·10^exponent.
struct decimal_digits {
  char digits[40]{};
  int count = 0, exponent = 0;
};

constexpr characters text_of_digits(const decimal_digits& d, bool is_negative) {
  const std::string_view digits(d.digits, static_cast<std::size_t>(d.count));
  characters text = is_negative ? "-" : "";
  if (d.exponent < -4 || (d.exponent >= 7 && d.exponent >= d.count)) {
    append(text, {digits.substr(0, 1), d.count > 1 ? "." : "", digits.substr(1), "e", text_of_whole(d.exponent)});
    return text;
  }
  if (d.exponent < 0) {
    append(text, {std::string_view("0.000", static_cast<std::size_t>(1 - d.exponent)), digits});
    return text;
  }
  for (int i = 0; i < d.count || i <= d.exponent; ++i) {
    if (i == d.exponent + 1) text += '.';
    text += i < d.count ? d.digits[i] : '0';
  }
  return text;
}

/// The fewest digits that read back as the same number, which is positive. `wide` keeps all digits of long double.
inline decimal_digits shortest_digits(long double value, bool wide) {
  const auto narrow = static_cast<double>(value);
  char scientific[64];  // d.ddde±xx
  for (int digits = 0; digits < 36; ++digits) {
    if (wide) {
      __builtin_snprintf(scientific, sizeof scientific, "%.*Le", digits, value);
      if (std::strtold(scientific, nullptr) == value) break;
    } else {
      __builtin_snprintf(scientific, sizeof scientific, "%.*e", digits, narrow);
      if (std::strtod(scientific, nullptr) == narrow) break;
    }
  }
  decimal_digits d;
  const char* c = scientific;
  for (; *c != 'e'; ++c)
    if (*c >= '0' && *c <= '9') d.digits[d.count++] = *c;  // the point may be another character in the locale
  d.exponent = std::atoi(c + 1);
  return d;
}

/// The same in constant evaluation: a whole number over a power of ten that is exact, by the digits that long double has
/// beyond those of double. Of magnitudes below 1e-5 or above 1e17 the last of 17 digits may be another.
constexpr decimal_digits constant_digits(double value) {
  decimal_digits d;
  for (; value >= 1e17; value /= 10) ++d.exponent;
  for (; value != 0 && value < 1e-5; value *= 10) --d.exponent;
  long double power = 1;
  long long whole = 0;
  for (;; power *= 10, --d.exponent) {
    whole = static_cast<long long>(static_cast<long double>(value) * power + 0.5L);
    if (static_cast<double>(static_cast<long double>(whole) / power) == value || whole >= 10'000'000'000'000'000) break;
  }
  for (; whole != 0 && whole % 10 == 0; whole /= 10) ++d.exponent;
  long long unit = 1;
  while (whole / unit >= 10) unit *= 10, ++d.exponent;
  for (; unit != 0; unit /= 10) d.digits[d.count++] = static_cast<char>('0' + whole / unit % 10);
  return d;
}

/// The shortest decimal text of a number that is finite: `2`, `0.5`, `1e-5`, `1234567.5`, `1e20`.
/// `wide` keeps all digits of long double.
constexpr characters shortest_text(long double value, bool wide = false) {
  if (value != value) return "nan";
  if (value - value != 0) return value < 0 ? "-inf" : "inf";
  const bool is_negative = __builtin_copysignl(1, value) < 0;
  const long double size = is_negative ? -value : value;
  return text_of_digits(std::is_constant_evaluated() ? constant_digits(static_cast<double>(size)) : shortest_digits(size, wide), is_negative);
}
constexpr characters shortest_text(double value) { return shortest_text(static_cast<long double>(value)); }

/// The text of a number that an expression carries.
template <class T>
constexpr characters number_text(const T& value) {
  if constexpr (std::floating_point<T>) return shortest_text(static_cast<long double>(value), std::same_as<T, long double>);
  else if constexpr (requires { T(std::string(value.str(1))); }) {  // Boost.Multiprecision
    const std::string text = value.str(std::numeric_limits<T>::digits10);
    return std::string_view(T(text) == value ? text : value.str(std::numeric_limits<T>::max_digits10));
  } else {
    return shortest_text(static_cast<double>(value));
  }
}

}  // namespace symdiff::detail
