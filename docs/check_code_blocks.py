#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Checks that the code shown in README.md and in docs/**/*.md is code that is compiled.

usage: check_code_blocks.py PROJECT_ROOT

The line above a fenced block names where its text stands:

  <!-- docs/examples/first.cpp -->           the whole file, without its licence line
  <!-- docs/examples/first.cpp: fit -->      what stands between two lines '// [fit]' there, shifted
                                             to the left margin

and the block must equal it byte for byte. A ```cpp block must have such a line; other blocks may,
so that the output of an example is shown from its .out file.
"""

import difflib
import pathlib
import re
import sys
import textwrap

SOURCE = re.compile(r"<!-- (\S+?)(?:: (\S+))? -->")
LICENCE = re.compile(r"// SPDX-License-Identifier: .*\n")


def named_text(root, path, region):
    """The text of a file or of a region of it; ValueError says what is wrong."""
    if not (root / path).is_file():
        raise ValueError(f"there is no {path}")
    text = (root / path).read_text(encoding="utf-8")
    if region is None:
        return LICENCE.sub("", text, count=1)
    lines = text.splitlines(keepends=True)
    marks = [i for i, line in enumerate(lines) if line.strip() == f"// [{region}]"]
    if len(marks) != 2:
        raise ValueError(f"{path} has {len(marks)} lines '// [{region}]', and needs two")
    return textwrap.dedent("".join(lines[marks[0] + 1 : marks[1]]))


def blocks(text):
    """Line number, language, text and the preceding line of each fenced block."""
    lines = text.splitlines(keepends=True)
    start = None
    for number, line in enumerate(lines):
        if not line.startswith("```"):
            continue
        if start is None:
            start = number
        else:
            above = lines[start - 1].strip() if start > 0 else ""
            yield start + 1, lines[start][3:].strip(), "".join(lines[start + 1 : number]), above
            start = None
    if start is not None:
        raise ValueError(f"the block that starts on line {start + 1} has no end")


def check(root, page):
    """The number of blocks compared, and the faults found."""
    compared, faults = 0, []
    try:
        for number, language, shown, above in blocks(page.read_text(encoding="utf-8")):
            place = f"{page.relative_to(root)}:{number}"
            source = SOURCE.fullmatch(above)
            if source is None:
                if language == "cpp":
                    faults.append(
                        f"{place}: a cpp block needs the line <!-- docs/examples/NAME.cpp --> or "
                        "<!-- docs/examples/NAME.cpp: REGION --> above it"
                    )
                continue
            compared += 1
            try:
                expected = named_text(root, *source.groups())
            except ValueError as error:
                faults.append(f"{place}: {error}")
                continue
            if shown != expected:
                difference = difflib.unified_diff(
                    expected.splitlines(), shown.splitlines(), above, place, lineterm=""
                )
                faults.append(f"{place}: differs\n" + "\n".join(difference))
    except ValueError as error:
        faults.append(f"{page.relative_to(root)}: {error}")
    return compared, faults


def main():
    root = pathlib.Path(sys.argv[1])
    pages = [root / "README.md", *sorted((root / "docs").glob("**/*.md"))]
    results = [check(root, page) for page in pages]
    faults = [fault for _, found in results for fault in found]
    if faults:
        sys.exit("\n".join(faults))
    print(f"{sum(compared for compared, _ in results)} blocks on {len(pages)} pages agree")


main()
