// SPDX-License-Identifier: BSL-1.0
#pragma once
// Names in emitted C: which ones a symbol or a function cannot have, as C or as C++, because they are words of the
// language, of <math.h>, or of the compiler.
#include <string>
#include <string_view>
#include <symdiff/print/number.hpp>

namespace SYMDIFF_NAMESPACE::detail {

/// Keywords of C89 to C23, C++98 to C++26, and GNU's; each word between spaces.
inline constexpr std::string_view c_keywords =
    " alignas alignof and and_eq asm auto bitand bitor bool break case catch char char16_t char32_t char8_t class co_await "
    "co_return co_yield compl concept const const_cast consteval constexpr constinit continue contract_assert decltype "
    "default delete do double dynamic_cast else enum explicit export extern false far float for fortran friend goto if "
    "inline int long mutable namespace near new noexcept not not_eq nullptr operator or or_eq private protected public "
    "register reinterpret_cast requires restrict return short signed sizeof static static_assert static_cast struct switch "
    "template this thread_local throw true try typedef typeid typename typeof typeof_unqual union unsigned using virtual "
    "void volatile wchar_t while xor xor_eq ";

/// Types and macros of the headers that emitted C includes, in C++ too, of <complex.h>, <errno.h> and <stdio.h>, and the
/// macros of compilers that are no reserved names.
inline constexpr std::string_view c_macros =
    " BIG_ENDIAN BYTE_ORDER CMPLX CMPLXF CMPLXL DOMAIN EOF EXIT_FAILURE EXIT_SUCCESS FD_CLR FD_ISSET FD_SET FD_SETSIZE FD_ZERO "
    "HUGE I INFINITY LITTLE_ENDIAN MAXFLOAT MB_CUR_MAX NAN NFDBITS NULL OVERFLOW PDP_ENDIAN PLOSS RAND_MAX SING TLOSS "
    "UNDERFLOW WCONTINUED WEXITED WEXITSTATUS WIFCONTINUED WIFEXITED WIFSIGNALED WIFSTOPPED WNOHANG WNOWAIT WSTOPPED "
    "WSTOPSIG WTERMSIG WUNTRACED X_TLOSS alloca arm be16toh be32toh be64toh complex double_t errno float_t "
    "fpclassify htobe16 htobe32 htobe64 htole16 htole32 htole64 i386 imaginary isfinite isgreater isgreaterequal isless "
    "islessequal islessgreater isnormal issubnormal isunordered iscanonical iseqsig issignaling iszero le16toh le32toh "
    "le64toh linux main math_errhandling matherr max_align_t mips nullptr_t offsetof ptrdiff_t rsize_t signbit size_t "
    "sparc std stderr stdin stdout sun unix vax ";
inline constexpr std::string_view c_macro_beginnings[]{"FP_", "HUGE_VAL", "MATH_", "M_", "SNAN"};

/// Functions of <math.h> and <complex.h>, of standard C, POSIX and glibc, but for f, l, f128 and their like at the end.
inline constexpr std::string_view c_functions =
    " abs acos acosh acospi asin asinh asinpi atan atan2 atan2pi atanh atanpi cabs cacos cacosh canonicalize carg casin casinh "
    "catan catanh cbrt ccos ccosh ceil cexp cimag clog clog10 compoundn conj copysign cos cosh cospi cpow cproj creal csin "
    "csinh csqrt ctan ctanh dadd ddiv dfma dmul drem dsqrt dsub erf erfc exp exp10 exp10m1 exp2 exp2m1 expm1 f32add f32div "
    "f32fma f32mul f32sqrt f32sub f32xadd f32xdiv f32xfma f32xmul f32xsqrt f32xsub f64add f64div f64fma f64mul f64sqrt "
    "f64sub f64xadd f64xdiv f64xfma f64xmul f64xsqrt f64xsub fabs fadd fdim fdiv ffma finite floor fma fmax fmaximum "
    "fmaximum_mag fmaximum_mag_num fmaximum_num fmaxmag fmin fminimum fminimum_mag fminimum_mag_num fminimum_num fminmag "
    "fmod fmul frexp fromfp fromfpx fsqrt fsub gamma gamma_r getpayload hypot ilogb isinf isnan j0 j1 jn ldexp lgamma "
    "lgamma_r llogb llrint llround log log10 log10p1 log1p log2 log2p1 logb logp1 lrint lround modf nan nearbyint nextafter "
    "nextdown nexttoward nextup pow pow10 pown powr remainder remquo rint rootn round roundeven rsqrt scalb scalbln scalbn "
    "setpayload setpayloadsig signgam significand sin sincos sinh sinpi sqrt tan tanh tanpi tgamma totalorder totalordermag "
    "trunc ufromfp ufromfpx y0 y1 yn ";

inline bool holds_word(std::string_view words, const std::string& name) {
  return name.find(' ') == std::string::npos && words.find(std::string(joined({" ", name, " "}))) != std::string_view::npos;
}

/// Whether a name is one of the implementation, which may be a macro of any compiler: _Bool, __LINE__.
inline bool is_reserved_in_c(const std::string& name) {
  return name.size() > 1 && name[0] == '_' && (name[1] == '_' || (name[1] >= 'A' && name[1] <= 'Z'));
}

/// Whether a name means something in C or C++ already.
inline bool is_c_word(const std::string& name) {
  if (is_reserved_in_c(name) || holds_word(c_keywords, name) || holds_word(c_macros, name) || holds_word(c_functions, name))
    return true;
  for (const std::string_view beginning : c_macro_beginnings)
    if (name.compare(0, beginning.size(), beginning) == 0 && name[name.size() - 1] != '_') return true;
  for (const std::string_view end : {"f", "l", "_r", "f_r", "l_r", "f16", "f32", "f64", "f128", "f32x", "f64x", "d32", "d64", "d128"})
    if (name.size() > end.size() && name.compare(name.size() - end.size(), end.size(), end) == 0 &&
        holds_word(c_functions, name.substr(0, name.size() - end.size())))
      return true;
  return false;
}

/// Letters, digits and underscores; other characters become underscores.
inline std::string c_identifier(std::string name) {
  for (char& c : name)
    if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))) c = '_';
  return name[0] >= '0' && name[0] <= '9' ? std::string(joined({"_", name})) : name;
}

/// A name for a symbol: its own where C allows, else with an underscore behind it, and an x before it where its beginning
/// is the compiler's.
inline std::string c_name_of(const std::string& symbol) {
  std::string name = c_identifier(symbol);
  if (is_reserved_in_c(name)) name = joined({"x", name});
  while (is_c_word(name)) name += '_';
  return name;
}

}  // namespace symdiff::detail
