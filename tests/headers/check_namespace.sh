#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# check_namespace.sh FOLDER
# Headers open SYMDIFF_NAMESPACE (instruction_set.hpp), never symdiff itself.
set -eu
if grep -rnE '^ *namespace +symdiff\b' --include='*.hpp' "$1"; then
  echo "Write namespace SYMDIFF_NAMESPACE: what is compiled for several processors has several names."
  exit 1
fi
