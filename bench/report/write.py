#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Writes the report from the JSON files that measure.py keeps: a page, and pictures that gnuplot draws, each with a
sentence that is computed from the numbers. Run by tools/bench."""
import argparse
import math
import pathlib

from pictures import dots, growth
from results import LABELS, OURS, geometric_mean, results
from subjects import (BY_HAND, CAUSES, COMPILED, IN_SUMMARY, LIMITS, RIVALS, SCALAR_WORKLOADS, SUMMARIZED, TAPES, VALUES,
                      WORKLOADS)

SLOWER = 1.05  # what is called a loss


def amount(number):
    """Three digits, thousands apart."""
    if number is None:
        return ""
    if number == 0:
        return "0"
    digits = max(0, 2 - math.floor(math.log10(abs(number))))
    return f"{number:,.{digits}f}" if digits else f"{round(number, 2 - math.floor(math.log10(abs(number)))):,.0f}"


def nanoseconds(number):
    for unit, scale in (("s", 1e9), ("ms", 1e6), ("µs", 1e3)):
        if number >= scale:
            return f"{amount(number / scale)} {unit}"
    return f"{amount(number)} ns"


def size_of(number):
    for unit, scale in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if number >= scale:
            return f"{amount(number / scale)} {unit}"
    return f"{number:.0f} B"


def named(workload, size):
    title, axis, _ = WORKLOADS[workload]
    if workload == "gaussian_mixture":
        return f"{title}, {size // 100} dimensions, {size % 100} components"
    return f"{title}, {size:,} {axis.removesuffix('s') if size == 1 else axis}" if axis else title


def table(head, rows):
    alignment = ["---"] + ["--:"] * (len(head) - 1)
    return "\n".join("| " + " | ".join(row) + " |" for row in [head, alignment, *rows])


def joined(parts):
    parts = list(parts)
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]


# ---- what the page says ----

def losses(r):
    """Everything that is faster than symdiff, the worst first."""
    lines = []
    for workload, size, rival in r.time:
        if rival in VALUES or rival == OURS:
            continue
        ratio = r.ratio(workload, size, rival)
        if ratio and ratio * SLOWER < 1:
            lines.append((ratio, f"- {named(workload, size)}: symdiff takes {1 / ratio:.2f} times as long as "
                                 f"{'what is written ' if rival in BY_HAND else ''}{LABELS[rival]}."))
    return [line for _, line in sorted(lines)]


def causes(r):
    """What is known of why, where something is faster or a tape is less than five times as slow."""
    behind = {workload for workload, size, rival in r.time if rival not in VALUES and rival != OURS
              if (ratio := r.ratio(workload, size, rival)) and ratio * SLOWER < (5 if rival in TAPES else 1)}
    return [f"- {why}" for workloads, why in CAUSES if behind & set(workloads)]


def compile_costs(r, compiler):
    """Workload and rival to what it cost that compiler; without the units of what was left out, which are empty."""
    return {(one["workload"], one["rival"]): one for one in r.compiled
            if one["compiler"] == compiler and "seconds" in one
            and (one["workload"], r.shown.get(one["workload"]), one["rival"]) in r.time}


def compile_ratios(costs, rival, what="seconds"):
    """Workload to the multiple of symdiff's that a rival's unit costs."""
    return {workload: one[what] / costs[workload, OURS][what] for (workload, name), one in costs.items()
            if name == rival and what in one and what in costs.get((workload, OURS), ())}


def compile_losses(r):
    lines = []
    for compiler in r.machine["compilers"]:
        costs = compile_costs(r, compiler)
        for rival in COMPILED:
            ratios = compile_ratios(costs, rival)
            lost = sorted((ratio, workload) for workload, ratio in ratios.items() if ratio * SLOWER < 1)
            if lost:
                lines.append(f"- {compiler}: {LABELS[rival]} on {len(lost)} of {len(ratios)}: "
                             + joined(f"{WORKLOADS[workload][0]} ({1 / ratio:.2f} times as long)"
                                      for ratio, workload in lost) + ".")
    return lines


def aims(r):
    """Each aim, what was measured, and whether that meets it."""
    rows = []

    def add(aim, measured, met):
        rows.append([aim, measured, "met" if met else "**missed**"])

    def add_all(aim, ratios, least):
        """An aim that all ratios meet which reach the least; ratios: pairs of a ratio and what it is of."""
        below = [one for one in ratios if one[0] < least]
        lowest, where = min(ratios)
        add(aim, f"{len(ratios) - len(below)} of {len(ratios)}; the least is {amount(lowest)} times, {where}", not below)

    if scalar := [x for workload, size, rival in r.time if workload in SCALAR_WORKLOADS and rival == OURS
                  if (x := r.ratio(workload, size, OURS, "value"))]:
        mean = geometric_mean(scalar)
        add("value and gradient take at most 2.0 times as long as the value alone, in the geometric mean of the scalar "
            f"workloads ({joined(WORKLOADS[name][0] for name in r.shown if name in SCALAR_WORKLOADS)})",
            f"{mean:.2f}", mean <= 2)
    beside = {key: r.ratio(*key) for key in r.time if key[2] in RIVALS and r.ratio(*key)}
    where = {key: f"{LABELS[key[2]]} on {named(*key[:2])}" for key in beside}
    small = [(ratio, where[key]) for key, ratio in beside.items() if key[2] in TAPES and r.operations(*key[:2]) < 1e4]
    if small:
        add_all("every dynamic tape takes at least 5 times as long, on every workload below 10,000 operations", small, 5)
    if beside:
        add_all("no rival is faster, on any workload", [(ratio, where[key]) for key, ratio in beside.items()], 1)
    for compiler in r.machine["compilers"]:
        costs = compile_costs(r, compiler)
        ratios = [(ratio, f"{LABELS[rival]} on {WORKLOADS[workload][0]}") for rival in COMPILED
                  for workload, ratio in compile_ratios(costs, rival).items()]
        if ratios:
            add_all(f"{compiler} takes less time for every workload than for any rival made of templates "
                    f"({joined(LABELS[rival] for rival in COMPILED)})", ratios, 1)
    return rows


def value_table(r):
    """Value and gradient over the value alone."""
    rows = [[named(workload, size), nanoseconds(r.time[workload, size, OURS]),
             f"± {100 * r.spread[workload, size, OURS]:.1f} %",
             *(amount(r.ratio(workload, size, OURS, side)) for side in ("value", "symdiff_value", "hand", "vectors"))]
            for workload in r.shown for size in r.sizes(workload)]
    head = ["workload", "symdiff", "spread", "over the value alone", "over its own value", "over by hand",
            "over by hand, vectors"]
    return table(head, rows)


def ratio_table(r):
    rivals = r.rivals()
    rows = [[named(workload, size), *(amount(r.ratio(workload, size, rival)) for rival in rivals)]
            for workload in r.shown for size in r.sizes(workload)]
    return table(["workload", *(LABELS[rival] for rival in rivals)], rows)


def allocations(one):
    if one["allocations"] is None:
        return ""
    return f"{one['allocations']:.0f} ({size_of(one['bytes'])})" if one["allocations"] else "0"


def memory(one):
    return one["held"] + one["stack"]


def count_table(r, cell):
    rivals = [OURS, "hand", *r.rivals()]
    rows = [[named(workload, size), *(cell(r.count[workload, size, rival]) if (workload, size, rival) in r.count else ""
                                      for rival in rivals)] for workload, size in r.shown.items()]
    return table(["workload", *(LABELS[rival] for rival in rivals)], rows)


def compile_table(r, costs, rivals):
    rows = []
    for workload, size in r.shown.items():
        if (workload, OURS) not in costs:
            continue
        ours = costs[workload, OURS]
        rows.append([named(workload, size), f"{ours['seconds']:.1f} s", f"{ours['megabytes']:.0f} MB",
                     size_of(ours["bytes"]), *(amount(compile_ratios(costs, rival).get(workload)) for rival in rivals)])
    for what, label in (("instructions", "instructions of the compiler"), ("megabytes", "memory"), ("bytes", "object code")):
        ratios = [compile_ratios(costs, rival, what).values() for rival in rivals]
        if all(ratios):
            rows.append([f"{label}, geometric mean", "", "", "", *(amount(geometric_mean(one)) for one in ratios)])
    return table(["workload", "symdiff", "memory", "object", *(LABELS[rival] for rival in rivals)], rows)


def compile_section(r, folder, compiler):
    costs = compile_costs(r, compiler)
    rivals = [rival for rival in ["value", *RIVALS] if compile_ratios(costs, rival)]
    shown = [OURS, *(rival for rival in rivals if rival in COMPILED)]
    picture = dots(folder, f"compile_{compiler.replace('+', 'x')}", f"Seconds to compile, {compiler}", "seconds", shown,
                   [[WORKLOADS[w][0], *(costs.get((w, rival), {}).get("seconds") for rival in shown)]
                    for w in r.shown if (w, OURS) in costs])
    refused = {one["rival"]: one["failure"] for one in r.compiled if one["compiler"] == compiler and "failure" in one}
    text = [f"**{r.machine['compilers'][compiler]}.** In the geometric mean "
            + joined(f"{LABELS[rival]} takes {geometric_mean(compile_ratios(costs, rival).values()):.2f} times"
                     for rival in rivals) + " as long as symdiff.", "",
            f"![seconds to compile]({folder.name}/{picture})", "",
            "Seconds, memory and object code of symdiff; then the seconds of the others as multiples of symdiff's, and "
            "below the means of theirs of what is not so easily disturbed as time:", "", compile_table(r, costs, rivals), ""]
    return text + [f"{LABELS[rival]} does not compile: `{failure}`.\n" for rival, failure in refused.items()]


def slope(points):
    """The exponent of the growth over the whole series."""
    (first, low), (last, high) = points[0], points[-1]
    return math.log(high / low) / math.log(last / first) if low > 0 and high > 0 else float("nan")


def growth_section(r, folder, workload):
    title, axis, _ = WORKLOADS[workload]
    sides = [OURS, *BY_HAND, *r.rivals()]
    series = {rival: [(size, r.time[workload, size, rival]) for size in r.sizes(workload)
                      if (workload, size, rival) in r.time] for rival in sides}
    series = {rival: points for rival, points in series.items() if len(points) > 1}
    largest = r.sizes(workload)[-1]
    others = {rival: points for rival, points in series.items() if rival in RIVALS and points[-1][0] == largest}
    picture = growth(folder, f"growth_{workload}", title, axis, "nanoseconds for value and derivatives", series)
    sentence = f"From {series[OURS][0][0]:,} to {largest:,} {axis} symdiff's time grows by the power {slope(series[OURS]):.2f}"
    if others:
        nearest = min(others, key=lambda rival: others[rival][-1][1])
        sentence += (f", the rivals' by {min(map(slope, others.values())):.2f} to {max(map(slope, others.values())):.2f}; "
                     f"there the nearest, {LABELS[nearest]}, takes "
                     f"{others[nearest][-1][1] / series[OURS][-1][1]:.1f} times as long")
    return f"**{title.capitalize()}.** {sentence}.\n\n![{title}]({folder.name}/{picture})\n"


def memory_section(r, folder, workload):
    title, axis, _ = WORKLOADS[workload]
    series = {}
    for rival in [OURS, *r.rivals()]:
        points = [(size, memory(one)) for size in r.sizes(workload)
                  if (one := r.count.get((workload, size, rival)))]
        if len(points) > 1:
            series[rival] = points
    picture = growth(folder, f"memory_{workload}", title, axis, "bytes of heap and stack", series)
    largest = {rival: points[-1][1] for rival, points in series.items() if rival in TAPES}
    sentence = f"At {r.sizes(workload)[-1]:,} {axis} symdiff takes {size_of(series[OURS][-1][1])}"
    if largest:
        sentence += "; " + joined(f"{LABELS[rival]} {size_of(number)}" for rival, number in largest.items())
    return f"**{title.capitalize()}.** {sentence}.\n\n![memory of {title}]({folder.name}/{picture})\n"


def page(r, folder):
    m = r.machine
    rivals = r.rivals()
    left_out = [label for name, (label, _) in RIVALS.items() if name not in rivals]
    text = ["# symdiff beside other ways to differentiate", ""]
    text += ["`tools/bench` measured all this and wrote this page; nothing here was typed but what explains a loss. Times are the median of "
             f"{r.repetitions} repetitions of {r.seconds} s or more, all sides of a workload interleaved at random in "
             "one process on one core; spread is half the distance between the quartiles. Before anything is timed, every "
             "side is checked against the one written by hand, to 1e-10 (finite differences to 5 %).", ""]
    if left_out:
        text += [f"Not measured: {joined(left_out)}.", ""]

    text += ["## Aims", "", table(["aim", "measured", ""], aims(r)), ""]

    text += ["## Where symdiff loses", ""]
    lost = losses(r)
    text += [f"By more than {100 * SLOWER - 100:.0f} %, the worst first." if lost else
             f"Nothing measured here is faster than symdiff by more than {100 * SLOWER - 100:.0f} %.", "", *lost, ""]
    if known := causes(r):
        text += ["Why, where that is known, and why some tapes take less than five times as long:", "", *known, ""]
    if compile_lost := compile_losses(r):
        text += ["In what the compiler takes, where rivals made of templates take less:", "", *compile_lost, ""]

    text += ["## Time beside each rival", ""]
    picture = dots(folder, "ratios", "Value and derivatives: time, as a multiple of symdiff's", "times symdiff's",
                   rivals, [[WORKLOADS[w][0], *(r.ratio(w, s, rival) for rival in rivals)] for w, s in r.shown.items()],
                   beside_ours=True)
    means = {rival: geometric_mean([x for w, s in r.shown.items() if (x := r.ratio(w, s, rival))]) for rival in rivals
             if any(r.ratio(w, s, rival) for w, s in r.shown.items())}
    text += ["In the geometric mean of the workloads shown, "
             + joined(f"{LABELS[rival]} takes {amount(mean)} times" for rival, mean in means.items())
             + " as long as symdiff.", "", f"![ratios]({folder.name}/{picture})", "",
             "Times, as multiples of symdiff's:", "", ratio_table(r), ""]

    text += ["## Value and gradient beside the value alone", "", value_table(r), ""]

    grown = [workload for workload in r.shown if len(r.sizes(workload)) > 2 and workload != "gaussian_mixture"]
    if grown:
        text += ["## As the work grows", "", *(growth_section(r, folder, workload) for workload in grown)]

    text += ["## Instructions and memory of one call", "",
             "Instructions" + (", counted by callgrind:" if any(one.get("simulated") for one in r.count.values())
                               else " that the processor retires:"), "",
             count_table(r, lambda one: amount(one["instructions"])), "",
             "Allocations, and their bytes:", "",
             count_table(r, allocations), "",
             "Memory held at most during a call, heap (what was made before it included) and stack together:", "",
             count_table(r, lambda one: "" if one["held"] is None else size_of(memory(one))), ""]
    if all(one["held"] is not None for one in r.count.values()):
        text += [memory_section(r, folder, workload) for workload in grown]

    if r.compiled:
        text += ["## What it costs the compiler", "",
                 "One unit for each workload and rival; seconds of processor time, memory of the compiler, and size of the "
                 "object's code and constants. The unit of the value alone has everything but derivatives.", ""]
        for compiler in m["compilers"]:
            text += compile_section(r, folder, compiler)

    text += ["## How it was measured", "",
             f"- {m['processor']}, {m['cores']} cores; {m['system']}, {m['libc']}.",
             "- " + "; ".join(f"{stage}: {' and '.join(when)}" for stage, when in m["measured"].items()) + ".",
             f"- {m['compiler']}; {m['flags']}, the same for all sides.",
             *(["- " + ", ".join(f"{name} {version}" for name, version in m["versions"].items()) + "."]
               if m["versions"] else []),
             f"- The raw numbers: [`times.json`]({folder.name}/times.json) (Google Benchmark's), "
             f"[`counts.json`]({folder.name}/counts.json), [`compile.json`]({folder.name}/compile.json), "
             f"[`machine.json`]({folder.name}/machine.json).", ""]
    text += ["| workload | what is computed |", "|---|---|"]
    text += [f"| {title} | {what} |" for name, (title, _, what) in WORKLOADS.items() if name in r.shown]
    text += ["", LIMITS, "", "| rival | how it is used |", "|---|---|"]
    text += [f"| {RIVALS[name][0]} | {RIVALS[name][1]} |" for name in rivals]
    return "\n".join(text) + "\n"


def summary(r, folder):
    """What the README shows: one table and one picture; `folder` as seen from there."""
    rows = [[named(workload, size), nanoseconds(r.time[workload, size, OURS]),
             *(f"{amount(ratio)}×" if (ratio := r.ratio(workload, size, side)) else "" for side in IN_SUMMARY)]
            for workload, size in r.shown.items() if workload in SUMMARIZED]
    return "\n".join([
        f"Times as multiples of symdiff's, {r.machine['compiler']}, {r.machine['flags']}, one core; loops over samples by "
        f"hand are plain ones, matrices by hand are Eigen's. The [report]({folder}.md) has all workloads and rivals, how "
        "each is used, and first of all where symdiff loses.", "",
        table(["value and derivatives", "symdiff", *(LABELS[rival] for rival in IN_SUMMARY)], rows), "",
        f"![times as multiples of symdiff's]({folder}/ratios.svg)"])


def refresh(readme, text):
    """Between the two lines that mark its place."""
    first, last = "<!-- tools/bench writes this -->\n", "\n<!-- to here -->"
    before, _, rest = readme.read_text().partition(first)
    readme.write_text(before + first + text + last + rest.partition(last)[2])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("results", type=pathlib.Path, help="the folder of the JSON files; the pictures go there, and the "
                                                           "page beside it, as FOLDER.md")
    parser.add_argument("--readme", type=pathlib.Path, help="a page above that folder whose summary is written anew")
    options = parser.parse_args()
    folder = options.results
    for old in folder.glob("*.svg"):
        old.unlink()
    r = results(folder)
    folder.with_suffix(".md").write_text(page(r, folder))
    if options.readme:
        refresh(options.readme, summary(r, folder.resolve().relative_to(options.readme.resolve().parent)))


if __name__ == "__main__":
    main()
