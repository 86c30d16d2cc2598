// SPDX-License-Identifier: BSL-1.0
#pragma once
// Constants with as many digits as the type they are evaluated in: pi, and those of the derivatives.
#include <symdiff/functions/scalar.hpp>
#include <symdiff/notation/expression.hpp>

namespace SYMDIFF_NAMESPACE {
namespace detail {

enum class named : int { pi, log_of_2, log_of_10, two_over_root_pi, one_over_root_two_pi, root_of_two };

/// How a named constant prints, and its value (N. J. A. Sloane's A000796, A002162, A002392, A190732,
/// A231863, A002193).
struct named_constant {
  const char* name;
  const char* latex;
  long double value;
};
inline constexpr named_constant named_constants[]{
    {"pi", "\\pi", 3.141592653589793238462643383279502884L},
    {"log(2)", "\\ln 2", 0.693147180559945309417232121458176568L},
    {"log(10)", "\\ln 10", 2.302585092994045684017991454684364208L},
    {"2/sqrt(pi)", "\\frac{2}{\\sqrt{\\pi}}", 1.128379167095512573896158903121545172L},
    {"1/sqrt(2*pi)", "\\frac{1}{\\sqrt{2 \\pi}}", 0.398942280401432677939946059934381868L},
    {"sqrt(2)", "\\sqrt{2}", 1.414213562373095048801688724209698079L}};

/// The value of a named constant; other types compute it by their own functions.
template <class T>
constexpr T named_value(named c) {
  if constexpr (std::floating_point<T>) {
    return static_cast<T>(named_constants[static_cast<int>(c)].value);
  } else {
    switch (c) {
      case named::pi: return acos(T(-1));
      case named::log_of_2: return log(T(2));
      case named::log_of_10: return log(T(10));
      case named::two_over_root_pi: return T(2 / sqrt(acos(T(-1))));
      case named::root_of_two: return sqrt(T(2));
      default: return T(1 / sqrt(2 * acos(T(-1))));
    }
  }
}

template <named Constant>
inline constexpr expression<leaf_graph(op::named, static_cast<int>(Constant))> named_expression{};

inline constexpr auto log_of_2 = named_expression<named::log_of_2>;
inline constexpr auto log_of_10 = named_expression<named::log_of_10>;
inline constexpr auto two_over_root_pi = named_expression<named::two_over_root_pi>;
inline constexpr auto one_over_root_two_pi = named_expression<named::one_over_root_two_pi>;
inline constexpr auto root_of_two = named_expression<named::root_of_two>;

}  // namespace detail

/// The circle's ratio, with as many digits as the type it is evaluated in.
inline constexpr auto pi = detail::named_expression<detail::named::pi>;

}  // namespace symdiff
