#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Compiles FILE with optimisation, and runs it. Fails where g++ took a function for one that reads address zero, which
would let it drop calls (include/symdiff/evaluate/out_of_line.hpp): its dumps say "NULL memory access".

usage: check_stores.py FILE INCLUDES COMPILER [ARGUMENT...]

A g++ that has the fault, seen by zero_based_store.c beside FILE, must say so in its dumps, or nothing was looked at."""
import itertools
import os
import pathlib
import subprocess
import sys
import tempfile

FOUND = "NULL memory access"


def compile_with_dumps(command, folder):
    """Runs the command; what the two passes say, or None where they are not dumped."""
    dumps = [folder / "pure_const", folder / "modref"]
    flags = [f"-fdump-tree-local-pure-const2={dumps[0]}", f"-fdump-tree-modref2={dumps[1]}"]
    subprocess.run([*command, *flags], check=True)
    if not all(dump.exists() and dump.stat().st_size for dump in dumps):
        return None
    return "".join(dump.read_text(errors="replace") for dump in dumps)


def main():
    source, includes, *compiler = sys.argv[1:]
    os.environ["CCACHE_DISABLE"] = "1"  # what comes from a cache has no dumps
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        program = folder / "program"
        command = [*compiler, "-std=c++20", "-I" + includes, source, "-o", str(program)]
        macros = subprocess.run([*compiler, "-dM", "-E", "-x", "c++", "/dev/null"], stdout=subprocess.PIPE, text=True, check=True).stdout
        if "__clang__" in macros:
            subprocess.run(command, check=True)
        else:
            control = pathlib.Path(source).parent / "zero_based_store.c"
            alone = list(itertools.takewhile(lambda word: not word.startswith("-"), compiler))
            said = compile_with_dumps([*alone, "-x", "c", "-O2", str(control), "-o", str(program)], folder)
            has_fault = subprocess.run([str(program)], stdout=subprocess.DEVNULL, check=False).returncode != 0
            if said is None or (has_fault and FOUND not in said):
                sys.exit("the dumps do not show what they must")
            print("g++ has the fault" if has_fault else "g++ does not have the fault")
            said = compile_with_dumps(command, folder)
            if said is None:
                sys.exit("there are no dumps")
            if FOUND in said:
                lines = said.splitlines()
                at = next(i for i, line in enumerate(lines) if FOUND in line)
                sys.exit("\n".join(["g++ takes a loop for one that reads address zero:", *lines[max(0, at - 30):at + 1]]))
        subprocess.run([str(program)], check=True)


if __name__ == "__main__":
    main()
