#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# compile_installed.sh BUILD ROOT PKGCONFIG_FOLDER PKG_CONFIG SOURCE COMPILER [ARGUMENT...]
# Installs BUILD below ROOT and compiles SOURCE against that alone.
set -eu
build=$1 root=$2 folder=$3 pkg_config=$4 source=$5
shift 5
rm -rf "$root"
meson install --no-rebuild --quiet -C "$build" --destdir "$root"
flags=$(PKG_CONFIG_SYSROOT_DIR=$root PKG_CONFIG_LIBDIR=$root$folder "$pkg_config" --cflags symdiff)
# shellcheck disable=SC2086 # several flags
"$@" -std=c++20 -fsyntax-only $flags "$source"
