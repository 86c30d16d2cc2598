// SPDX-License-Identifier: BSL-1.0
#pragma once
// The scalar functions of float, double and long double, by the compilers' own names: `<cmath>` alone
// would cost as much compile time as half of this library. Rows call them unqualified, so that other
// number types bring their own by argument-dependent lookup.
#include <concepts>
#include <symdiff/instruction_set.hpp>

namespace SYMDIFF_NAMESPACE::scalar {

template <std::floating_point T>
constexpr T sqrt(T x) {
  if constexpr (std::same_as<T, float>) return __builtin_sqrtf(x);
  else if constexpr (std::same_as<T, double>) return __builtin_sqrt(x);
  else return __builtin_sqrtl(x);
}

template <std::floating_point T>
constexpr T cbrt(T x) {
  if constexpr (std::same_as<T, float>) return __builtin_cbrtf(x);
  else if constexpr (std::same_as<T, double>) return __builtin_cbrt(x);
  else return __builtin_cbrtl(x);
}

template <std::floating_point T>
constexpr T exp(T x) {
  if constexpr (std::same_as<T, float>) return __builtin_expf(x);
  else if constexpr (std::same_as<T, double>) return __builtin_exp(x);
  else return __builtin_expl(x);
}

template <std::floating_point T>
constexpr T exp2(T x) {
  if constexpr (std::same_as<T, float>) return __builtin_exp2f(x);
  else if constexpr (std::same_as<T, double>) return __builtin_exp2(x);
  else return __builtin_exp2l(x);
}

template <std::floating_point T>
constexpr T expm1(T x) {
  if constexpr (std::same_as<T, float>) return __builtin_expm1f(x);
  else if constexpr (std::same_as<T, double>) return __builtin_expm1(x);
  else return __builtin_expm1l(x);
}

template <std::floating_point T>
constexpr T log(T x) {
  if constexpr (std::same_as<T, float>) return __builtin_logf(x);
  else if constexpr (std::same_as<T, double>) return __builtin_log(x);
  else return __builtin_logl(x);
}

template <std::floating_point T>
constexpr T log2(T x) {
  if constexpr (std::same_as<T, float>) return __builtin_log2f(x);
  else if constexpr (std::same_as<T, double>) return __builtin_log2(x);
  else return __builtin_log2l(x);
}

template <std::floating_point T>
constexpr T log10(T x) {
  if constexpr (std::same_as<T, float>) return __builtin_log10f(x);
  else if constexpr (std::same_as<T, double>) return __builtin_log10(x);
  else return __builtin_log10l(x);
}

template <std::floating_point T>
constexpr T log1p(T x) {
  if constexpr (std::same_as<T, float>) return __builtin_log1pf(x);
  else if constexpr (std::same_as<T, double>) return __builtin_log1p(x);
  else return __builtin_log1pl(x);
}

template <std::floating_point T>
constexpr T sin(T x) {
  if constexpr (std::same_as<T, float>) return __builtin_sinf(x);
  else if constexpr (std::same_as<T, double>) return __builtin_sin(x);
  else return __builtin_sinl(x);
}

template <std::floating_point T>
constexpr T cos(T x) {
  if constexpr (std::same_as<T, float>) return __builtin_cosf(x);
  else if constexpr (std::same_as<T, double>) return __builtin_cos(x);
  else return __builtin_cosl(x);
}

template <std::floating_point T>
constexpr T tan(T x) {
  if constexpr (std::same_as<T, float>) return __builtin_tanf(x);
  else if constexpr (std::same_as<T, double>) return __builtin_tan(x);
  else return __builtin_tanl(x);
}

template <std::floating_point T>
constexpr T asin(T x) {
  if constexpr (std::same_as<T, float>) return __builtin_asinf(x);
  else if constexpr (std::same_as<T, double>) return __builtin_asin(x);
  else return __builtin_asinl(x);
}

template <std::floating_point T>
constexpr T acos(T x) {
  if constexpr (std::same_as<T, float>) return __builtin_acosf(x);
  else if constexpr (std::same_as<T, double>) return __builtin_acos(x);
  else return __builtin_acosl(x);
}

template <std::floating_point T>
constexpr T atan(T x) {
  if constexpr (std::same_as<T, float>) return __builtin_atanf(x);
  else if constexpr (std::same_as<T, double>) return __builtin_atan(x);
  else return __builtin_atanl(x);
}

template <std::floating_point T>
constexpr T sinh(T x) {
  if constexpr (std::same_as<T, float>) return __builtin_sinhf(x);
  else if constexpr (std::same_as<T, double>) return __builtin_sinh(x);
  else return __builtin_sinhl(x);
}

template <std::floating_point T>
constexpr T cosh(T x) {
  if constexpr (std::same_as<T, float>) return __builtin_coshf(x);
  else if constexpr (std::same_as<T, double>) return __builtin_cosh(x);
  else return __builtin_coshl(x);
}

template <std::floating_point T>
constexpr T tanh(T x) {
  if constexpr (std::same_as<T, float>) return __builtin_tanhf(x);
  else if constexpr (std::same_as<T, double>) return __builtin_tanh(x);
  else return __builtin_tanhl(x);
}

template <std::floating_point T>
constexpr T asinh(T x) {
  if constexpr (std::same_as<T, float>) return __builtin_asinhf(x);
  else if constexpr (std::same_as<T, double>) return __builtin_asinh(x);
  else return __builtin_asinhl(x);
}

template <std::floating_point T>
constexpr T acosh(T x) {
  if constexpr (std::same_as<T, float>) return __builtin_acoshf(x);
  else if constexpr (std::same_as<T, double>) return __builtin_acosh(x);
  else return __builtin_acoshl(x);
}

template <std::floating_point T>
constexpr T atanh(T x) {
  if constexpr (std::same_as<T, float>) return __builtin_atanhf(x);
  else if constexpr (std::same_as<T, double>) return __builtin_atanh(x);
  else return __builtin_atanhl(x);
}

template <std::floating_point T>
constexpr T erf(T x) {
  if constexpr (std::same_as<T, float>) return __builtin_erff(x);
  else if constexpr (std::same_as<T, double>) return __builtin_erf(x);
  else return __builtin_erfl(x);
}

template <std::floating_point T>
constexpr T erfc(T x) {
  if constexpr (std::same_as<T, float>) return __builtin_erfcf(x);
  else if constexpr (std::same_as<T, double>) return __builtin_erfc(x);
  else return __builtin_erfcl(x);
}

template <std::floating_point T>
constexpr T lgamma(T x) {
  if constexpr (std::same_as<T, float>) return __builtin_lgammaf(x);
  else if constexpr (std::same_as<T, double>) return __builtin_lgamma(x);
  else return __builtin_lgammal(x);
}

template <std::floating_point T>
constexpr T floor(T x) {
  if constexpr (std::same_as<T, float>) return __builtin_floorf(x);
  else if constexpr (std::same_as<T, double>) return __builtin_floor(x);
  else return __builtin_floorl(x);
}

template <std::floating_point T>
constexpr T ceil(T x) {
  if constexpr (std::same_as<T, float>) return __builtin_ceilf(x);
  else if constexpr (std::same_as<T, double>) return __builtin_ceil(x);
  else return __builtin_ceill(x);
}

template <std::floating_point T>
constexpr T pow(T x, T y) {
  if constexpr (std::same_as<T, float>) return __builtin_powf(x, y);
  else if constexpr (std::same_as<T, double>) return __builtin_pow(x, y);
  else return __builtin_powl(x, y);
}

template <std::floating_point T>
constexpr T atan2(T y, T x) {
  if constexpr (std::same_as<T, float>) return __builtin_atan2f(y, x);
  else if constexpr (std::same_as<T, double>) return __builtin_atan2(y, x);
  else return __builtin_atan2l(y, x);
}

template <std::floating_point T>
constexpr T hypot(T x, T y) {
  if constexpr (std::same_as<T, float>) return __builtin_hypotf(x, y);
  else if constexpr (std::same_as<T, double>) return __builtin_hypot(x, y);
  else return __builtin_hypotl(x, y);
}

template <std::floating_point T>
constexpr T abs(T x) {
  if constexpr (std::same_as<T, float>) return __builtin_fabsf(x);
  else if constexpr (std::same_as<T, double>) return __builtin_fabs(x);
  else return __builtin_fabsl(x);
}

/// x where the condition holds, else y; packs have it lane by lane.
template <class T>
constexpr T select(bool condition, const T& x, const T& y) {
  return condition ? x : y;
}

}  // namespace symdiff::scalar
