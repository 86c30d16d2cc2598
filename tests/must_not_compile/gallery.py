#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""The gallery of messages: docs/messages.md, what the compilers say to mistakes that beginners make.

usage: gallery.py write GXX CLANGXX     compiles the files below and writes the page
       gallery.py check                 fails where the page lacks a file as it is, or what its test expects

Each mistake is a file beside this script, whose test (check_refusal.py) makes sure that the sentence
stands in the first 15 lines of each compiler's output."""
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PAGE = ROOT / "docs" / "messages.md"

MISTAKES = {
    "unbound_symbol": "A symbol without a value",
    "value_given_twice": "Two values for one symbol",
    "call_with_a_number": "A number without its symbol's name",
    "parameter_given_as_input": "A parameter taken for an input",
    "parameter_that_is_an_input": "An input among the parameters",
    "value_that_is_text": "Text for a number",
    "vector_of_another_size": "A vector of the wrong length",
    "shapes_of_a_product": "Shapes that do not fit",
    "element_outside_a_vector": "An element that is not there",
    "equality_instead_of_same": "`==` for `same`",
    "if_of_expressions": "`if` over expressions",
    "if_while_tracing": "`if` in a traced callable",
    "condition_chained": "A chain of comparisons",
    "expression_changed_in_place": "An expression changed in place",
    "trace_with_captures": "A lambda with captures for `trace`",
    "diff_by_an_expression": "A derivative by an expression",
    "gradient_of_a_vector_expression": "The gradient of a vector",
    "column_without_sample_mean": "A column for an expression of single samples",
    "column_of_a_temporary": "A data set over a temporary",
    "minimize_without_an_optimizer": "`minimize` without an optimizer",
}

# What one might take for a mistake, and both compilers take.
HARMLESS = {
    "forgotten_constexpr": ("No mistake: `constexpr` forgotten, an int for a number",
                            "The formula is in an expression's type, so that what is computed from it may be `constexpr` all the "
                            "same. Only an expression that carries plain numbers, as `2.5 * x`, is read when it is evaluated in a "
                            "constant expression: there it must be `constexpr`, and the compilers say so in their own words."),
}


def source_of(case):
    text = (HERE / f"{case}.cpp").read_text(encoding="utf-8")
    return re.sub(r"// SPDX-License-Identifier: .*\n", "", text, count=1)


def message_of(compiler, case):
    """The first errors, without lines and where the headers stand."""
    run = subprocess.run([compiler, "-std=c++20", "-fsyntax-only", "-fdiagnostics-color=never", "-I", "include",
                          f"tests/must_not_compile/{case}.cpp"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                         env={"LC_ALL": "C", "PATH": "/usr/bin:/bin:/usr/local/bin"}, text=True, check=False)
    lines = [line for line in run.stdout.splitlines()[:15] if "error: " in line]
    return "\n".join(re.sub(r":\d+:\d+:", ":", re.sub(r"^\S*?include/", "", line)) for line in lines[:2])


def write(gxx, clangxx):
    out = ["# Messages", "", "Mistakes that are easily made, and what the compilers say to them: the error, which stands in the first 15 "
           "lines of their output. The page is written by `tests/must_not_compile/gallery.py` from files whose tests check the "
           "sentences; there are more of them in that folder.", ""]
    for case, title in MISTAKES.items():
        out += [f"## {title}", "", f"<!-- tests/must_not_compile/{case}.cpp -->", "```cpp", source_of(case).rstrip("\n"), "```", ""]
        for name, compiler in (("g++", gxx), ("clang", clangxx)):
            out += [f"{name}:", "", "```text", message_of(compiler, case), "```", ""]
    for case, (title, why) in HARMLESS.items():
        out += [f"## {title}", "", why, "", f"<!-- tests/must_not_compile/{case}.cpp -->", "```cpp", source_of(case).rstrip("\n"), "```", ""]
    PAGE.write_text("\n".join(out).rstrip("\n") + "\n", encoding="utf-8")


def check():
    page = PAGE.read_text(encoding="utf-8")
    faults = [case for case in [*MISTAKES, *HARMLESS] if f"```cpp\n{source_of(case)}```" not in page]
    for case in MISTAKES:
        expected = re.findall(r"^// expect(?: \w+)?:\s*(.*)$", source_of(case), re.M)
        if not any(text in line for text in expected for line in re.findall(r"error: .*", page)):
            faults.append(case)
    if faults:
        sys.exit("docs/messages.md does not show, or not as its test expects: " + ", ".join(faults))


if sys.argv[1:2] == ["write"]:
    write(*sys.argv[2:4])
else:
    check()
