# SPDX-License-Identifier: BSL-1.0
# shellcheck shell=sh
# What the programs in tools/ share: finding what a build needs, installing what is missing, and
# setting build directories up. To be sourced from the project's root.
#
#   require NEED...                       see packages() below for the needs; sets GXX, CLANGXX and
#                                         CXX when gxx, clangxx or compiler is among them
#   offer NEED...                         installs what is missing where it can, and goes on without
#                                         what stays missing
#   configure NAME CXX OPTION...          sets build/NAME up, if that is not done yet

have() { command -v "$1" >/dev/null 2>&1; }

# The value of a compiler's predefined macro, 0 if it has none.
macro() {
  printf '' | "$1" -x c++ -E -dM - 2>/dev/null |
    awk -v name="$2" '$2 == name { value = $3 } END { print value + 0 }'
}

# g++ 12 or later; what some systems call g++ is clang.
is_gxx() { have "$1" && [ "$(macro "$1" __clang__)" = 0 ] && [ "$(macro "$1" __GNUC__)" -ge 12 ]; }

# clang++ 16 or later; Apple's version 15 is of that age.
is_clangxx() {
  have "$1" || return 1
  if [ "$(macro "$1" __apple_build_version__)" != 0 ]; then
    [ "$(macro "$1" __clang_major__)" -ge 15 ]
  else
    [ "$(macro "$1" __clang_major__)" -ge 16 ]
  fi
}

find_gxx() {
  for GXX in g++ g++-12 g++-13 g++-14 g++-15 g++-16; do is_gxx "$GXX" && return; done
  GXX=
  return 1
}

find_clangxx() {
  for CLANGXX in clang++-16 clang++ clang++-17 clang++-18 clang++-19 clang++-20 clang++-21; do
    is_clangxx "$CLANGXX" && return
  done
  CLANGXX=
  return 1
}

find_compiler() {
  if find_gxx; then CXX=$GXX; elif find_clangxx; then CXX=$CLANGXX; else return 1; fi
}

# Whether a compiler finds a header; while there is none, whether it lies where one would look.
has_header() {
  if ! find_compiler; then
    [ -e "/usr/include/$1" ] || [ -e "/usr/local/include/$1" ]
    return
  fi
  printf '#if !__has_include(<%s>)\n#error missing\n#endif\n' "$1" |
    "$CXX" -x c++ -E - >/dev/null 2>&1
}

# Whether clang++ finds the sanitizers' and the fuzzer's run-time libraries.
has_sanitizers() {
  find_clangxx || return 1
  program=$(mktemp)
  if printf 'extern "C" int LLVMFuzzerTestOneInput(const unsigned char*, unsigned long) { return 0; }\n' |
    "$CLANGXX" -x c++ -fsanitize=fuzzer,address,undefined - -o "$program" >/dev/null 2>&1; then
    rm -f "$program"
  else
    rm -f "$program"
    return 1
  fi
}

has_meson() {
  have meson || return 1
  case $(meson --version 2>/dev/null) in
    '' | 0.*) return 1 ;;
  esac
}

fulfilled() {
  case $1 in
    gxx) find_gxx ;;
    clangxx) find_clangxx ;;
    compiler) find_compiler ;;
    sanitizers) has_sanitizers ;;
    clang_tidy) have clang-tidy-16 ;;
    meson) has_meson ;;
    ninja) have ninja || have ninja-build ;;
    boost) has_header boost/hana.hpp ;;
    boost_test) has_header boost/test/unit_test.hpp ;;
    pkg_config) have pkg-config ;;
    zlib) has_header zlib.h ;;
    google_benchmark) has_header benchmark/benchmark.h ;;
    eigen) has_header eigen3/Eigen/Core ;;
    adolc) has_header adolc/adolc.h ;;
    sacado) has_header trilinos/Sacado_No_Kokkos.hpp && has_header trilinos/Teuchos_Time.hpp && have mpicxx ;;
    ceres) has_header ceres/jet.h && has_header eigen3/Eigen/Core ;;
    torch) has_header torch/csrc/api/include/torch/torch.h ;;
    *) have "$1" ;;
  esac
}

describe() {
  case $1 in
    gxx) echo 'g++ 12 or later' ;;
    clangxx) echo 'clang++ 16 or later' ;;
    compiler) echo 'g++ 12 or later, or clang++ 16 or later' ;;
    sanitizers) echo "clang's sanitizers and fuzzer" ;;
    clang_tidy) echo 'clang-tidy 16' ;;
    meson) echo 'Meson 1.0 or later (where the system has an older one: pipx install meson)' ;;
    ninja) echo 'Ninja' ;;
    boost) echo 'the headers of Boost 1.74 or later (Boost.Hana)' ;;
    boost_test) echo 'Boost.Test' ;;
    pkg_config) echo 'pkg-config' ;;
    google_benchmark) echo 'Google Benchmark' ;;
    adolc) echo 'ADOL-C' ;;
    sacado) echo 'Sacado, of Trilinos, and MPI, whose header it reads' ;;
    ceres) echo "Ceres' Jets, and Eigen" ;;
    torch) echo "PyTorch's C++ library" ;;
    *) echo "$1" ;;
  esac
}

# The first of some Debian packages that the system can install; the last, where none is known.
known_package() {
  for package; do
    if have apt-cache && apt-cache show "$package" 2>/dev/null | grep -q .; then break; fi
  done
  echo "$package"
}

# Where to get what only Debian and Ubuntu have a package of.
upstream() {
  case $1 in
    adolc) echo github.com/coin-or/ADOL-C ;;
    sacado) echo github.com/trilinos/Trilinos ;;
    clang_tidy) echo github.com/llvm/llvm-project/releases ;;
  esac
}

# The packages that fulfil a need, by system; none where there is no package.
packages() {
  case $1:$2 in
    debian:gxx | debian:compiler) known_package g++-12 g++-13 g++-14 g++-15 g++ ;;
    debian:clangxx) known_package clang-16 clang-17 clang-18 clang-19 clang-20 clang ;;
    # Of the version of clang++ that is there, or that is installed with it.
    debian:sanitizers)
      if find_clangxx; then echo "libclang-rt-$(macro "$CLANGXX" __clang_major__)-dev"
      else known_package libclang-rt-16-dev libclang-rt-17-dev libclang-rt-18-dev libclang-rt-19-dev libclang-rt-20-dev libclang-rt-dev; fi ;;
    fedora:sanitizers | arch:sanitizers) echo compiler-rt ;;
    homebrew:sanitizers) echo llvm ;;
    debian:clang_tidy) echo clang-tidy-16 ;;
    debian:ninja) echo ninja-build ;;
    debian:boost) echo libboost-dev ;;
    debian:boost_test) echo libboost-test-dev ;;
    debian:gnuplot) echo gnuplot-nox ;;
    debian:zlib) echo zlib1g-dev ;;
    debian:google_benchmark) echo libbenchmark-dev ;;
    debian:eigen) echo libeigen3-dev ;;
    debian:adolc) echo libadolc-dev ;;
    debian:sacado) echo libtrilinos-sacado-dev libtrilinos-kokkos-dev libtrilinos-teuchos-dev mpi-default-dev ;;
    debian:ceres) echo libceres-dev ;;
    debian:torch) echo libtorch-dev ;;
    *:adolc | *:sacado | *:clang_tidy) ;;
    fedora:gxx | fedora:compiler) echo gcc-c++ ;;
    fedora:ninja) echo ninja-build ;;
    fedora:boost | fedora:boost_test) echo boost-devel ;;
    fedora:pkg_config) echo pkgconf-pkg-config ;;
    fedora:zlib) echo zlib-devel ;;
    fedora:eigen) echo eigen3-devel ;;
    fedora:ceres) echo ceres-solver-devel eigen3-devel ;;
    fedora:torch) echo python3-torch-devel ;;
    arch:torch) echo python-pytorch ;;
    homebrew:torch) echo pytorch ;;
    arch:ceres | homebrew:ceres) echo ceres-solver eigen ;;
    arch:boost_test) echo 'boost boost-libs' ;;
    arch:python3) echo python ;;
    arch:pkg_config | homebrew:pkg_config) echo pkgconf ;;
    homebrew:clangxx) echo llvm ;;
    homebrew:boost_test) echo boost ;;
    homebrew:python3) echo python ;;
    *:gxx | *:compiler) echo gcc ;;
    *:clangxx) echo clang ;;
    *:pkg_config) echo pkg-config ;;
    fedora:google_benchmark) echo google-benchmark-devel ;;
    arch:google_benchmark) echo benchmark ;;
    *:google_benchmark) echo google-benchmark ;;
    *) echo "$2" ;;
  esac
}

all_packages() {
  system=$1
  shift
  for need; do packages "$system" "$need"; done | tr ' ' '\n' | sort -u | tr '\n' ' ' | sed 's/ $//'
}

missing() {
  for need; do fulfilled "$need" || echo "$need"; done
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

can_install() {
  have apt-get || return 1
  [ "$(id -u)" = 0 ] || { have sudo && sudo -n true 2>/dev/null; }
}

# Installs the packages for some needs on Debian or Ubuntu; the log is shown only on failure.
install() {
  log=$(mktemp)
  as_root apt-get -q update >"$log" 2>&1 || cat "$log" >&2
  list=$(all_packages debian "$@")
  echo "Installing $list"
  # shellcheck disable=SC2086 # one argument for each package
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 \
    install --no-install-recommends $list >"$log" 2>&1 || cat "$log" >&2
  rm -f "$log"
}

say_how_to_install() {
  echo 'Install with'
  for line in 'debian:Debian, Ubuntu:   sudo apt-get install' 'fedora:Fedora:           sudo dnf install' \
    'arch:Arch:             sudo pacman -S' 'homebrew:macOS (Homebrew): brew install'; do
    list=$(all_packages "${line%%:*}" "$@")
    if [ -n "$list" ]; then echo "  ${line#*:} $list"; fi
  done
  for need; do
    if [ -n "$(upstream "$need")" ]; then
      echo "  Packaged by Debian and Ubuntu only: $(describe "$need"); $(upstream "$need")"
    fi
  done
}

require() {
  # Homebrew's headers lie where Apple's compiler looks only when told.
  if [ "$(uname -s)" = Darwin ] && have brew; then
    CPATH="$(brew --prefix)/include${CPATH:+:$CPATH}"
    export CPATH
  fi

  wanting=$(missing "$@")
  if [ -n "$wanting" ] && can_install; then
    # shellcheck disable=SC2086 # one argument for each need
    install $wanting
    wanting=$(missing "$@")
  fi
  if [ -n "$wanting" ]; then
    {
      echo 'Missing:'
      for need in $wanting; do echo "  $(describe "$need")"; done
      # shellcheck disable=SC2086 # one argument for each need
      say_how_to_install $wanting
      echo 'and run this again.'
    } >&2
    exit 1
  fi
  # missing() runs in a shell of its own, so the compilers it found are named here.
  for need; do
    case $need in
      gxx | clangxx | compiler) fulfilled "$need" ;;
    esac
  done
}

offer() {
  wanting=$(missing "$@")
  if [ -n "$wanting" ] && can_install; then
    # shellcheck disable=SC2086 # one argument for each need
    install $wanting
    wanting=$(missing "$@")
  fi
  if [ -n "$wanting" ]; then
    echo 'Not installed, and left out:'
    for need in $wanting; do echo "  $(describe "$need")"; done
    # shellcheck disable=SC2086 # one argument for each need
    say_how_to_install $wanting
  fi
}

# The C compiler that belongs to a C++ compiler.
c_compiler() {
  case $1 in
    *clang++*) echo "$1" | sed 's/clang++/clang/' ;;
    *) echo "$1" | sed 's/g++/gcc/' ;;
  esac
}

# A build directory is set up once, again from nothing for another compiler or other options, and
# looked over again when a file came or went, since the build files list the sources then.
configure() {
  directory=build/$1
  compiler=$2
  shift 2
  mkdir -p build
  setting="$compiler $*"
  files=$(find include tests docs bench -type f | LC_ALL=C sort)
  if [ ! -f "$directory/build.ninja" ] || [ "$(cat "$directory/setting" 2>/dev/null)" != "$setting" ]; then
    rm -rf "$directory"
    CXX=$compiler CC=$(c_compiler "$compiler") meson setup "$directory" "$@" || return 1
    echo "$setting" >"$directory/setting"
  elif [ "$(cat "$directory/files" 2>/dev/null)" != "$files" ]; then
    meson setup --reconfigure "$directory" || return 1
  fi
  echo "$files" >"$directory/files"
}
