// SPDX-License-Identifier: BSL-1.0
#pragma once
// SYMDIFF_OUT_OF_LINE: a function of its own, which the compiler looks into no more where it is called.
//
// g++ 12 writes the address of a number that a loop reads with two strides, one 2, 4 or 8 times the other, as 8p - 7p from
// a base of zero. It then takes the loop for one that reads address zero and ends there, finds that its function does
// nothing, and drops the call (`NULL memory access` in its dumps of local-pure-const2 and modref2; mended in later
// versions). It does so to what is [[gnu::noinline]], but not to what is [[gnu::noipa]]. Loops are therefore in functions
// that are out of line by this macro, or inlined into one.
#include <symdiff/instruction_set.hpp>  // as every header does: tests/headers asks for it

#if defined(__GNUC__) && !defined(__clang__)
#define SYMDIFF_OUT_OF_LINE [[gnu::noipa]]
#else
#define SYMDIFF_OUT_OF_LINE [[gnu::noinline]]
#endif
