#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Fails where two objects, each for another kind of processor, define a function of symdiff under the same name: the
linker would keep one of them for both.

usage: check_names.py OBJECT_OR_ARCHIVE..."""
import subprocess
import sys


def functions(path):
    """The mangled names of the weak functions and objects that the object defines."""
    table = subprocess.run(["nm", "--defined-only", path], stdout=subprocess.PIPE, text=True, check=True).stdout
    rows = [line.split() for line in table.splitlines()]
    return {row[2] for row in rows if len(row) == 3 and row[1] in "WVu"}


def of_symdiff(names):
    shown = subprocess.run(["c++filt"], input="\n".join(names), stdout=subprocess.PIPE, text=True, check=True).stdout
    return sorted(line for line in shown.splitlines() if "symdiff::" in line)


def main():
    paths = sys.argv[1:]
    found = {path: functions(path) for path in paths}
    wrong = 0
    for i, first in enumerate(paths):
        own = of_symdiff(found[first])
        print(f"{first}: {len(own)} functions of symdiff, of {len(found[first])}")
        wrong += len(own) < 100  # else nothing was looked at
        for second in paths[:i]:
            shared = of_symdiff(found[first] & found[second])
            wrong += len(shared)
            for name in shared[:10]:
                print(f"  in {second} too: {name[:300]}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
