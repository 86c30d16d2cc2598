#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# sources.sh FOLDER SUFFIX
# Prints the files in FOLDER and below whose names end in SUFFIX, one a line, relative to FOLDER.
# A folder below FOLDER that has a meson.build lists its own files and is left out.
# The build files take their lists from here, so a new file needs no edit.
set -eu
[ -d "$1" ] || exit 0
cd "$1"
# shellcheck disable=SC2016 # $1 is for the inner shell
find . -type d ! -name . -exec sh -c 'test -e "$1/meson.build"' sh {} \; -prune \
  -o -type f -name "*$2" -print | sed 's|^\./||' | LC_ALL=C sort
