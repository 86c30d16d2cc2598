// SPDX-License-Identifier: BSL-1.0
#pragma once
// Exact constants: `2_c`, `0.5_c`, `constant<3>`. (pi is among the named constants.)
#include <symdiff/notation/expression.hpp>

namespace SYMDIFF_NAMESPACE {

namespace detail {

constexpr graph<1, 1, 0> constant_graph(double value) {
  graph<1, 1, 0> g;
  g.nodes[0] = pack(op::constant);
  g.constants[0] = value;
  return g;
}

/// An unsigned integer of 1,280 bits, as much as the decimal numbers in the range of double need.
struct wide_integer {
  static constexpr int limbs = 40;
  std::uint32_t limb[limbs]{};
  int used = 1;  // the limbs from here on are zero

  constexpr void multiply_add(std::uint32_t factor, std::uint32_t summand) {
    word carry = summand;
    for (int i = 0; i < used; ++i) {
      carry += word{limb[i]} * factor;
      limb[i] = static_cast<std::uint32_t>(carry);
      carry >>= 32;
    }
    if (carry != 0) limb[used++] = static_cast<std::uint32_t>(carry);
  }
  constexpr bool is_less(const wide_integer& other) const {
    for (int i = (used < other.used ? other.used : used) - 1; i >= 0; --i)
      if (limb[i] != other.limb[i]) return limb[i] < other.limb[i];
    return false;
  }
  constexpr void subtract(const wide_integer& other) {
    word borrow = 0;
    for (int i = 0; i < used; ++i) {
      const word difference = word{limb[i]} - other.limb[i] - borrow;
      limb[i] = static_cast<std::uint32_t>(difference);
      borrow = difference >> 63;
    }
  }
};

constexpr double scale_by_power_of_two(double value, int exponent) {
  for (; exponent > 0; --exponent) value *= 2;
  for (; exponent < 0; ++exponent) value /= 2;
  return value;
}

/// numerator / denominator, rounded to nearest, ties to even: binary long division, a bit at a time.
constexpr double divide(wide_integer numerator, wide_integer denominator) {
  int exponent = 0;
  for (; numerator.used + 1 < denominator.used; exponent -= 31) numerator.multiply_add(1U << 31, 0);
  for (; denominator.used + 1 < numerator.used; exponent += 31) denominator.multiply_add(1U << 31, 0);
  while (numerator.is_less(denominator)) numerator.multiply_add(2, 0), --exponent;
  for (auto next = denominator; next.multiply_add(2, 0), !numerator.is_less(next); ++exponent) denominator = next;
  if (exponent < -1075) return 0;  // below half of the smallest
  word quotient = 0;
  const int bits = exponent < -1022 ? 53 - (-1022 - exponent) : 53;  // fewer for a subnormal
  for (int i = 0; i < bits; ++i) {
    quotient *= 2;
    if (!numerator.is_less(denominator)) numerator.subtract(denominator), ++quotient;
    numerator.multiply_add(2, 0);
  }
  const bool above_half = denominator.is_less(numerator);
  const bool half = !above_half && !numerator.is_less(denominator);
  if (above_half || (half && quotient % 2 != 0)) ++quotient;
  if (exponent > 1023 || (exponent == 1023 && quotient == word{1} << 53))
    throw "symdiff: a constant is outside the range of double";
  return scale_by_power_of_two(static_cast<double>(quotient), exponent - bits + 1);
}

/// Whether a literal's digits are octal: 0 stands first, and neither point nor exponent follows.
constexpr bool is_octal(const char* text, int size) {
  for (int i = 0; i < size; ++i)
    if (text[i] == '.' || text[i] == 'e' || text[i] == 'E') return false;
  return size > 1 && text[0] == '0';
}

/// The double nearest to a C++ number literal: decimal or hexadecimal, with fraction, exponent and digit
/// separators, or an octal or binary integer.
constexpr double parse(const char* text, int size) {
  wide_integer numerator, denominator;
  denominator.limb[0] = 1;
  std::uint32_t base = 10;
  int i = 0;
  if (size > 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X' || text[1] == 'b' || text[1] == 'B')) {
    base = text[1] == 'x' || text[1] == 'X' ? 16 : 2;
    i = 2;
  } else if (is_octal(text, size)) {
    base = 8;
  }
  const auto is_exponent = [base](char c) {
    return (base == 10 && (c == 'e' || c == 'E')) || (base == 16 && (c == 'p' || c == 'P'));
  };
  int digits = 0, scale = 0;
  word small = 0;  // the digits, as long as they fit
  bool after_point = false;
  for (; i < size && !is_exponent(text[i]); ++i) {
    const char c = text[i];
    if (c == '\'') continue;
    if (c == '.') {
      after_point = true;
      continue;
    }
    const int digit = c <= '9' ? c - '0' : (c | 32) - 'a' + 10;
    if (digits == 0 && digit == 0) {
      scale -= after_point;
      continue;
    }
    if (++digits > 60) throw "symdiff: a constant has more than 60 digits";
    if (digits < 16) small = small * base + static_cast<word>(digit);
    numerator.multiply_add(base, static_cast<std::uint32_t>(digit));
    scale -= after_point;
  }
  if (digits == 0) return 0;
  if (i < size) {
    int exponent = 0, sign = 1;
    for (++i; i < size; ++i) {
      if (text[i] == '-') sign = -1;
      else if (text[i] != '+' && text[i] != '\'') exponent = 10 * exponent + (text[i] - '0');
    }
    scale = (base == 16 ? 4 * scale : scale) + sign * exponent;
  }
  if (digits < 16 && scale == 0) return static_cast<double>(small);
  if (base == 16) {  // the digits times 2 to the power of scale
    if (scale > 1023 || scale < -1200) throw "symdiff: a constant is outside the range of double";
    for (; scale > 0; --scale) numerator.multiply_add(2, 0);
    for (; scale < 0; ++scale) denominator.multiply_add(2, 0);
    return divide(numerator, denominator);
  }
  if (digits + scale > 309 || digits + scale < -323 || scale < -380) throw "symdiff: a constant is outside the range of double";
  for (; scale > 0; --scale) numerator.multiply_add(10, 0);
  if (digits < 16 && scale < 0 && scale >= -22) {  // both are exact in double, so their quotient is rounded once
    double power = 1;
    for (; scale < 0; ++scale) power *= 10;
    return static_cast<double>(small) / power;
  }
  for (; scale < 0; ++scale) denominator.multiply_add(10, 0);
  return divide(numerator, denominator);
}

template <char... Digits>
constexpr double parse() {
  constexpr char text[]{Digits...};
  return parse(text, sizeof...(Digits));
}

}  // namespace detail

/// An exact constant from a compile-time number: `constant<3>`.
template <auto Value>
inline constexpr expression<detail::constant_graph(static_cast<double>(Value))> constant{};

inline namespace literals {

/// An exact constant: `2_c`, `0.5_c`, `1e-3_c`. The nearest double; for more digits in a wider type write
/// a quotient, `1_c / 10_c`.
template <char... Digits>
constexpr auto operator""_c() {
  return expression<detail::constant_graph(detail::parse<Digits...>())>{};
}

}  // namespace literals
}  // namespace symdiff
