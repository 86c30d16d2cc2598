// SPDX-License-Identifier: BSL-1.0
#pragma once
// Says once in a unit that -ffast-math and its parts take promises away; the guide lists them. It is a message and not a
// warning, so that -Werror goes on.
#if (defined(__FAST_MATH__) || defined(__ASSOCIATIVE_MATH__) || \
     (defined(__FINITE_MATH_ONLY__) && __FINITE_MATH_ONLY__)) && !defined(SYMDIFF_ALLOW_FAST_MATH)
#pragma message( \
    "symdiff: with -ffast-math or parts of it, NaN and infinity may go unnoticed, branches that are not taken " \
    "may spoil derivatives, and sums lose digits; define SYMDIFF_ALLOW_FAST_MATH to do without this message")
#endif
