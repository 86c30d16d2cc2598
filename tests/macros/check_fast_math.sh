#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# check_fast_math.sh SOURCE INCLUDES COMPILER [ARGUMENT...]
# A unit with -ffast-math compiles under -Werror and says what that takes away, unless SYMDIFF_ALLOW_FAST_MATH is defined;
# one without does not say it.
set -eu
source=$1 includes=$2
shift 2
says() { "$@" -std=c++20 -fsyntax-only -Wall -Wextra -Wpedantic -Werror "-I$includes" "$source" 2>&1 | grep -q 'define SYMDIFF_ALLOW_FAST_MATH'; }
compiles() { "$@" -std=c++20 -fsyntax-only -Wall -Wextra -Wpedantic -Werror "-I$includes" "$source" >/dev/null 2>&1; }
for flag in -ffast-math -ffinite-math-only; do
  compiles "$@" $flag && says "$@" $flag || { echo "$flag: no message, or an error"; exit 1; }
  if says "$@" $flag -DSYMDIFF_ALLOW_FAST_MATH; then echo "$flag: a message though it is allowed"; exit 1; fi
done
if says "$@"; then echo "a message without -ffast-math"; exit 1; fi
