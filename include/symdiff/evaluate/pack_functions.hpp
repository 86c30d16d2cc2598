// SPDX-License-Identifier: BSL-1.0
#pragma once
// The scalar functions of packs: by glibc's vector functions, whose errors stay below 4 units in the last
// place, where the system has them; else lane by lane. Nothing need be included or linked for them: every
// C++ driver links libm, and through it libmvec.
#include <symdiff/evaluate/pack.hpp>
#include <symdiff/functions/scalar.hpp>
#if __has_include(<features.h>)
#include <features.h>
#endif

namespace SYMDIFF_NAMESPACE::simd {

#define SYMDIFF_LANE_BY_LANE(name)                                                             \
  template <Lane T, int Lanes, class... Rest>                                                  \
  [[gnu::always_inline]] inline pack<T, Lanes> name(pack<T, Lanes> x, Rest... rest) {          \
    return lane_by_lane([](auto... lane) { return scalar::name(lane...); }, x, rest...);       \
  }
SYMDIFF_LANE_BY_LANE(cbrt)
SYMDIFF_LANE_BY_LANE(exp)
SYMDIFF_LANE_BY_LANE(exp2)
SYMDIFF_LANE_BY_LANE(expm1)
SYMDIFF_LANE_BY_LANE(log)
SYMDIFF_LANE_BY_LANE(log2)
SYMDIFF_LANE_BY_LANE(log10)
SYMDIFF_LANE_BY_LANE(log1p)
SYMDIFF_LANE_BY_LANE(sin)
SYMDIFF_LANE_BY_LANE(cos)
SYMDIFF_LANE_BY_LANE(tan)
SYMDIFF_LANE_BY_LANE(asin)
SYMDIFF_LANE_BY_LANE(acos)
SYMDIFF_LANE_BY_LANE(atan)
SYMDIFF_LANE_BY_LANE(sinh)
SYMDIFF_LANE_BY_LANE(cosh)
SYMDIFF_LANE_BY_LANE(tanh)
SYMDIFF_LANE_BY_LANE(asinh)
SYMDIFF_LANE_BY_LANE(acosh)
SYMDIFF_LANE_BY_LANE(atanh)
SYMDIFF_LANE_BY_LANE(erf)
SYMDIFF_LANE_BY_LANE(erfc)
SYMDIFF_LANE_BY_LANE(lgamma)
SYMDIFF_LANE_BY_LANE(floor)
SYMDIFF_LANE_BY_LANE(ceil)
SYMDIFF_LANE_BY_LANE(pow)
SYMDIFF_LANE_BY_LANE(atan2)
SYMDIFF_LANE_BY_LANE(hypot)
#undef SYMDIFF_LANE_BY_LANE

template <Lane T, int Lanes>
[[gnu::always_inline]] inline pack<T, Lanes> abs(pack<T, Lanes> x) {
  using bits = typename mask<T, Lanes>::vector_type;
  return reinterpret_cast<typename pack<T, Lanes>::vector_type>(
      reinterpret_cast<bits>(x.values) & ~reinterpret_cast<bits>(pack<T, Lanes>(-0.0).values));
}

template <Lane T, int Lanes>
[[gnu::always_inline]] inline pack<T, Lanes> sqrt(pack<T, Lanes> x) {
#if defined(__AVX512F__)
#elif defined(__AVX__)
  if constexpr (std::same_as<T, double> && Lanes == 4) return __builtin_ia32_sqrtpd256(x.values);
  else if constexpr (std::same_as<T, float> && Lanes == 8) return __builtin_ia32_sqrtps256(x.values);
  else
#elif defined(__SSE2__)
  if constexpr (std::same_as<T, double> && Lanes == 2) return __builtin_ia32_sqrtpd(x.values);
  else if constexpr (std::same_as<T, float> && Lanes == 4) return __builtin_ia32_sqrtps(x.values);
  else
#endif
    return lane_by_lane([](T lane) { return scalar::sqrt(lane); }, x);
}

// The names are those of the vector function ABI for x86-64: the instruction set, the lanes, a v for each
// argument, the function.
#if defined(__x86_64__) && defined(__GLIBC__)
#if defined(__AVX512F__)
#define SYMDIFF_DOUBLES "_ZGVeN8"
#define SYMDIFF_FLOATS "_ZGVeN16"
#elif defined(__AVX2__)
#define SYMDIFF_DOUBLES "_ZGVdN4"
#define SYMDIFF_FLOATS "_ZGVdN8"
#elif defined(__AVX__)
#define SYMDIFF_DOUBLES "_ZGVcN4"
#define SYMDIFF_FLOATS "_ZGVcN8"
#else
#define SYMDIFF_DOUBLES "_ZGVbN2"
#define SYMDIFF_FLOATS "_ZGVbN4"
#endif

using doubles = pack<double>::vector_type;
using floats = pack<float>::vector_type;

#define SYMDIFF_UNARY(name)                                                                    \
  [[gnu::const]] doubles vector_##name(doubles) __asm__(SYMDIFF_DOUBLES "v_" #name);           \
  [[gnu::const]] floats vector_##name(floats) __asm__(SYMDIFF_FLOATS "v_" #name "f");          \
  [[gnu::always_inline]] inline pack<double> name(pack<double> x) { return vector_##name(x.values); } \
  [[gnu::always_inline]] inline pack<float> name(pack<float> x) { return vector_##name(x.values); }
#define SYMDIFF_BINARY(name)                                                                   \
  [[gnu::const]] doubles vector_##name(doubles, doubles) __asm__(SYMDIFF_DOUBLES "vv_" #name); \
  [[gnu::const]] floats vector_##name(floats, floats) __asm__(SYMDIFF_FLOATS "vv_" #name "f"); \
  [[gnu::always_inline]] inline pack<double> name(pack<double> x, pack<double> y) {            \
    return vector_##name(x.values, y.values);                                                  \
  }                                                                                            \
  [[gnu::always_inline]] inline pack<float> name(pack<float> x, pack<float> y) {               \
    return vector_##name(x.values, y.values);                                                  \
  }
#if __GLIBC_PREREQ(2, 22)
SYMDIFF_UNARY(exp)
SYMDIFF_UNARY(log)
SYMDIFF_UNARY(sin)
SYMDIFF_UNARY(cos)
SYMDIFF_BINARY(pow)
#endif
#if __GLIBC_PREREQ(2, 35)
SYMDIFF_UNARY(cbrt)
SYMDIFF_UNARY(exp2)
SYMDIFF_UNARY(expm1)
SYMDIFF_UNARY(log2)
SYMDIFF_UNARY(log10)
SYMDIFF_UNARY(log1p)
SYMDIFF_UNARY(tan)
SYMDIFF_UNARY(asin)
SYMDIFF_UNARY(acos)
SYMDIFF_UNARY(atan)
SYMDIFF_UNARY(sinh)
SYMDIFF_UNARY(cosh)
SYMDIFF_UNARY(tanh)
SYMDIFF_UNARY(asinh)
SYMDIFF_UNARY(acosh)
SYMDIFF_UNARY(atanh)
SYMDIFF_UNARY(erf)
SYMDIFF_UNARY(erfc)
SYMDIFF_BINARY(atan2)
SYMDIFF_BINARY(hypot)
#endif
#undef SYMDIFF_UNARY
#undef SYMDIFF_BINARY
#undef SYMDIFF_DOUBLES
#undef SYMDIFF_FLOATS
#endif

}  // namespace symdiff::simd
