#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Compiles a file that must not compile and checks what the compiler says.

usage: check_refusal.py COMPILER_ID FILE EVERYTHING COMPILER [ARGUMENT...]

EVERYTHING is a header that includes <symdiff/symdiff.hpp>, and is precompiled: it goes before each FILE
which includes that. The compiler names it in its messages where it would name FILE, on a line of its own.

The comment lines at the top of FILE state the expectation:

  // expect: TEXT        the compiler fails, and TEXT stands on one of its first 15 lines of output;
                         may be repeated, then each TEXT must be there
  // expect gcc: TEXT    the same for one compiler only; the names are Meson's: gcc, clang
  // expect-ok           the compiler succeeds (the control)
  // flags: -DNAME ...   further compiler arguments; `flags gcc:` and `flags clang:` for one compiler only
"""

import os
import re
import shlex
import subprocess
import sys

LINES = 15


def read_expectation(lines, compiler_id):
    texts, flags, compiles = [], [], False
    for line in lines:
        if not line.startswith("//"):
            break
        comment = line[2:].strip()
        if comment == "expect-ok":
            compiles = True
        elif match := re.fullmatch(r"expect(?: (\w+))?:(.*)", comment):
            if match[1] in (None, compiler_id):
                texts.append(match[2].strip())
        elif match := re.fullmatch(r"flags(?: (\w+))?:(.*)", comment):
            if match[1] in (None, compiler_id):
                flags += shlex.split(match[2])
    return texts, flags, compiles


def main():
    compiler_id, path, everything, *compiler = sys.argv[1:]
    path = os.path.relpath(path)
    with open(path, encoding="utf-8") as source:
        lines = source.read().splitlines()
    texts, flags, compiles = read_expectation(lines, compiler_id)
    if "#include <symdiff/symdiff.hpp>" in lines:
        flags += ["-include", everything]
    if compiles == bool(texts) or "" in texts:
        sys.exit(f"{path}: say either '// expect: TEXT' or '// expect-ok' in the lines at the top")

    run = subprocess.run(
        [*compiler, "-fsyntax-only", *flags, path],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, "LC_ALL": "C"},
        check=False,
    )
    output = run.stdout.decode(errors="replace").splitlines()
    first = output[:LINES]
    faults = []
    if run.returncode < 0:
        faults.append(f"the compiler was ended by signal {-run.returncode}")
    elif compiles and run.returncode != 0:
        faults.append("does not compile, and must")
    elif not compiles and run.returncode == 0:
        faults.append("compiles, and must not")
    for text in texts:
        if not any(text in line for line in first):
            later = [number for number, line in enumerate(output, 1) if text in line]
            where = f" (it is on line {later[0]})" if later else ""
            faults.append(f"not in the first {LINES} lines{where}: {text}")

    if faults:
        print(path)
        for fault in faults:
            print("  " + fault)
        print(f"The compiler's first {len(first)} of {len(output)} lines:")
        print("\n".join("  | " + line for line in first))
        sys.exit(1)


main()
