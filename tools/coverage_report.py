#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Which lines of include/symdiff a build with coverage executed, as a page and on the terminal.

usage: coverage_report.py GCOV BUILD PAGE"""
import collections
import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
HEADERS = ROOT / "include" / "symdiff"


def counted(gcov, build):
    """File to line to how often it was executed, the most of all units and of all that a template became."""
    found = collections.defaultdict(lambda: collections.defaultdict(int))
    for data in sorted(build.rglob("*.gcda")):
        text = subprocess.run([gcov, "--json-format", "--stdout", str(data)], cwd=build, stdout=subprocess.PIPE, check=True).stdout
        for file in json.loads(text)["files"]:
            path = (build / file["file"]).resolve()
            if not path.is_relative_to(HEADERS):
                continue
            lines = found[path.relative_to(HEADERS)]
            for line in file["lines"]:
                lines[line["line_number"]] = max(lines[line["line_number"]], line["count"])
    return found


def ranges(numbers):
    """1, 2, 3, 7 as 1–3, 7."""
    groups = []
    for number in sorted(numbers):
        if groups and groups[-1][1] == number - 1:
            groups[-1][1] = number
        else:
            groups.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in groups)


def main():
    gcov, build, page = sys.argv[1], pathlib.Path(sys.argv[2]).resolve(), pathlib.Path(sys.argv[3])
    files = counted(gcov, build)
    rows, all_lines, all_executed = [], 0, 0
    for path in sorted(path for path, lines in files.items() if lines):
        missed = [number for number, count in files[path].items() if count == 0]
        lines = len(files[path])
        all_lines, all_executed = all_lines + lines, all_executed + lines - len(missed)
        rows.append(f"| `{path}` | {lines} | {100 * (lines - len(missed)) / lines:.0f} % | {ranges(missed)} |")
    total = f"{all_executed:,} of {all_lines:,} lines, {100 * all_executed / all_lines:.1f} %"
    page.write_text(f"""# Coverage

`tools/coverage` wrote this page: the lines of `include/symdiff` for which g++ makes code when it compiles the tests, and which of them the tests execute, in one template or another. **{total}.**

Most of symdiff runs in the compiler, and what is executed there is not counted; so `tests/derivative/rules.cpp` calls each derivative rule, and `tests/graph/run_time.cpp` makes graphs, programs, plans and domains, at run time as well. A line that stands here as not executed may still be one that constant evaluation reaches in other tests.

| file | lines | executed | not at run time |
|---|--:|--:|---|
""" + "\n".join(rows) + "\n")
    print(re.sub(r"[`|]", " ", "\n".join(rows)))
    print(total)


main()
