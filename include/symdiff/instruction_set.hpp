// SPDX-License-Identifier: BSL-1.0
#pragma once
// The namespace that all of symdiff is in. Templates and inline functions are compiled in every unit that uses them, and
// the linker keeps one of each name. A unit that may use instructions which not every processor of its kind has therefore
// has symdiff in an inline namespace named after them. One program may hold units for several processors, and none of them
// calls what was compiled for another. A unit for every processor has plain `symdiff`.
//
// In the name is each macro by which compilers say what they may use of themselves, as a bit. So are those of -ffast-math,
// and SYMDIFF_MOST_UNROLLED where it is given: they change what a function does.

#include <symdiff/fast_math.hpp>

// NOLINTBEGIN(bugprone-macro-parentheses,modernize-macro-to-enum): parts of names
// 1 where a macro is defined as 1, else 0: SYMDIFF_BEFORE_1 alone has a comma, which moves the 1 to the second place.
#define SYMDIFF_BEFORE_1 0,
#define SYMDIFF_SECOND(first, second, ...) second
#define SYMDIFF_CHOOSE(before) SYMDIFF_SECOND(before 1, 0, 0)
#define SYMDIFF_BIT_OF(value) SYMDIFF_CHOOSE(SYMDIFF_BEFORE_##value)
#define SYMDIFF_BIT(macro) SYMDIFF_BIT_OF(macro)

// Four of them as a hexadecimal digit.
#define SYMDIFF_PASTE(a, b, c, d, e) a##b##c##d##e
#define SYMDIFF_JOIN(a, b, c, d, e) SYMDIFF_PASTE(a, b, c, d, e)
#define SYMDIFF_DIGIT(a, b, c, d) \
  SYMDIFF_JOIN(SYMDIFF_HEX_, SYMDIFF_BIT(a), SYMDIFF_BIT(b), SYMDIFF_BIT(c), SYMDIFF_BIT(d))
#define SYMDIFF_HEX_0000 0
#define SYMDIFF_HEX_0001 1
#define SYMDIFF_HEX_0010 2
#define SYMDIFF_HEX_0011 3
#define SYMDIFF_HEX_0100 4
#define SYMDIFF_HEX_0101 5
#define SYMDIFF_HEX_0110 6
#define SYMDIFF_HEX_0111 7
#define SYMDIFF_HEX_1000 8
#define SYMDIFF_HEX_1001 9
#define SYMDIFF_HEX_1010 a
#define SYMDIFF_HEX_1011 b
#define SYMDIFF_HEX_1100 c
#define SYMDIFF_HEX_1101 d
#define SYMDIFF_HEX_1110 e
#define SYMDIFF_HEX_1111 f
// NOLINTEND(bugprone-macro-parentheses,modernize-macro-to-enum)

// clang-format off
#if defined(__x86_64__) || defined(__i386__)
#if defined(__AVX512F__)
#define SYMDIFF_WIDEST avx512_
#elif defined(__AVX__)
#define SYMDIFF_WIDEST avx_
#else
#define SYMDIFF_WIDEST sse_
#endif
#ifdef __i386__
#define SYMDIFF_SSE SYMDIFF_DIGIT(__SSE__, __SSE2__, __CMOV__, )
#else
#define SYMDIFF_SSE
#endif
#define SYMDIFF_INSTRUCTIONS                                                              \
  SYMDIFF_JOIN(                                                                           \
      SYMDIFF_SSE,                                                                        \
      SYMDIFF_JOIN(SYMDIFF_DIGIT(__SSE3__, __SSSE3__, __SSE4_1__, __SSE4_2__),            \
                   SYMDIFF_DIGIT(__POPCNT__, __SSE4A__, __MOVBE__, __ADX__), , , ),       \
      SYMDIFF_JOIN(SYMDIFF_DIGIT(__AVX__, __F16C__, __FMA__, __AVX2__),                   \
                   SYMDIFF_DIGIT(__BMI__, __BMI2__, __LZCNT__, __AVXVNNI__), , , ),       \
      SYMDIFF_JOIN(SYMDIFF_DIGIT(__AVX512F__, __AVX512CD__, __AVX512VL__, __AVX512DQ__),  \
                   SYMDIFF_DIGIT(__AVX512BW__, __AVX512IFMA__, __AVX512VBMI__, __AVX512VBMI2__), \
                   SYMDIFF_DIGIT(__AVX512VNNI__, __AVX512BITALG__, __AVX512VPOPCNTDQ__, __AVX512BF16__), , ), \
      SYMDIFF_JOIN(SYMDIFF_DIGIT(__AVX512FP16__, __GFNI__, __AVXIFMA__, __APX_F__),       \
                   SYMDIFF_DIGIT(__AVX10_1__, __AVX10_2__, __FMA4__, __XOP__), , , ))
#elif defined(__aarch64__) || defined(__arm__)
#ifdef __ARM_FEATURE_SVE
#define SYMDIFF_WIDEST sve_
#else
#define SYMDIFF_WIDEST arm_
#endif
#define SYMDIFF_INSTRUCTIONS                                                              \
  SYMDIFF_JOIN(                                                                           \
      SYMDIFF_DIGIT(__ARM_FEATURE_SVE, __ARM_FEATURE_SVE2, __ARM_FEATURE_ATOMICS, __ARM_FEATURE_COMPLEX), \
      SYMDIFF_DIGIT(__ARM_FEATURE_FP16_VECTOR_ARITHMETIC, __ARM_FEATURE_FP16_SCALAR_ARITHMETIC, \
                    __ARM_FEATURE_DOTPROD, __ARM_FEATURE_QRDMX),                          \
      SYMDIFF_DIGIT(__ARM_FEATURE_MATMUL_INT8, __ARM_FEATURE_BF16, __ARM_FEATURE_FRINT, __ARM_FEATURE_JCVT), , )
#else
#define SYMDIFF_WIDEST vector_
#define SYMDIFF_INSTRUCTIONS                                                              \
  SYMDIFF_JOIN(SYMDIFF_DIGIT(__ALTIVEC__, __VSX__, __POWER8_VECTOR__, __POWER9_VECTOR__), \
               SYMDIFF_DIGIT(_ARCH_PWR10, __loongarch_sx, __loongarch_asx, __riscv_vector), \
               SYMDIFF_DIGIT(__wasm_simd128__, __wasm_relaxed_simd__, __mips_msa, ), , )
#endif
// clang-format on
#define SYMDIFF_ARITHMETIC SYMDIFF_DIGIT(__FAST_MATH__, __FINITE_MATH_ONLY__, __ASSOCIATIVE_MATH__, __RECIPROCAL_MATH__)
#ifdef SYMDIFF_MOST_UNROLLED
#define SYMDIFF_UNROLLED SYMDIFF_JOIN(_unrolled_, SYMDIFF_MOST_UNROLLED, , , )
#else
#define SYMDIFF_UNROLLED
#endif

#ifndef SYMDIFF_NAMESPACE
#define SYMDIFF_BITS SYMDIFF_JOIN(SYMDIFF_INSTRUCTIONS, SYMDIFF_ARITHMETIC, , , )
#if SYMDIFF_JOIN(0x, SYMDIFF_BITS, , , ) != 0 || defined(SYMDIFF_MOST_UNROLLED)
#define SYMDIFF_NAMESPACE symdiff::inline SYMDIFF_JOIN(SYMDIFF_WIDEST, SYMDIFF_BITS, SYMDIFF_UNROLLED, , )
#else
#define SYMDIFF_NAMESPACE symdiff
#endif
#endif
