#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Writes the report from the JSON files that measure.py keeps: a page, and pictures that gnuplot draws, each with a
sentence that is computed from the numbers. Run by tools/bench."""
import argparse
import json
import math
import pathlib
import shutil
import statistics
import subprocess

from subjects import BY_HAND, COMPILED, LIMITS, RIVALS, SCALAR_WORKLOADS, TAPES, VALUES, WORKLOADS

OURS = "symdiff"
LABELS = {OURS: "symdiff", **{name: label for name, (label, _) in RIVALS.items()}, **BY_HAND, **VALUES}
COLOURS = dict(zip(["symdiff", "hand", "vectors", "tape", "adolc", "sacado_reverse", "sacado_forward", "ceres", "boost",
                    "finite_differences", "torch"],
                   ["#c8553d", "#222222", "#777777", "#2d5d7b", "#5b9bd5", "#1b998b", "#7fb069", "#e6aa68", "#b388c9",
                    "#c9ada7", "#f2c14e"]))
SLOWER = 1.05  # what is called a loss


class results:
    """The measurements, by workload, size and rival."""

    def __init__(self, folder):
        self.machine, times, counts, self.compiled = (
            json.loads((folder / f"{name}.json").read_text()) for name in ("machine", "times", "counts", "compile"))
        units = {"ns": 1, "us": 1e3, "ms": 1e6, "s": 1e9}
        repetitions = {}
        for one in times["benchmarks"]:
            repetitions.setdefault(self.key(one["name"]), []).append(one["cpu_time"] * units[one["time_unit"]])
        self.time = {key: statistics.median(all_times) for key, all_times in repetitions.items()}
        self.spread = {key: self.half_quartiles(all_times) / self.time[key] for key, all_times in repetitions.items()}
        self.count = {self.key(one["name"]): one for one in counts}
        # The first size of a workload in times.json stands for it; it is what was compiled, too.
        self.shown = dict(reversed([(key[0], key[1]) for key in self.time]))
        self.shown = {name: self.shown[name] for name in WORKLOADS if name in self.shown}

    @staticmethod
    def key(name):
        workload, size, rival = name.split("/")[:3]
        return workload, int(size), rival

    @staticmethod
    def half_quartiles(numbers):
        if len(numbers) < 2:
            return 0.0
        lower, _, upper = statistics.quantiles(numbers, n=4)
        return (upper - lower) / 2

    def sizes(self, workload):
        return sorted({size for name, size, _ in self.time if name == workload})

    def ratio(self, workload, size, rival, beside=OURS):
        """How many times as long as `beside` a rival takes; None where one of them was not timed."""
        ours, theirs = self.time.get((workload, size, beside)), self.time.get((workload, size, rival))
        return theirs / ours if ours and theirs else None

    def rivals(self):
        return [name for name in RIVALS if any(key[2] == name for key in self.time)]


def geometric_mean(numbers):
    return math.exp(statistics.fmean(map(math.log, numbers)))


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
    return f"{title}, {size:,} {axis}" if axis else title


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


def compile_losses(r):
    lines = []
    seconds = {(one["workload"], one["rival"], one["compiler"]): one["seconds"] for one in r.compiled if "seconds" in one}
    for (workload, rival, compiler), theirs in seconds.items():
        ours = seconds.get((workload, OURS, compiler))
        if rival in COMPILED and ours and ours > SLOWER * theirs:
            lines.append((theirs / ours, f"- {named(workload, r.shown[workload])}, {compiler}: symdiff compiles in "
                                         f"{ours:.1f} s, {LABELS[rival]} in {theirs:.1f} s."))
    return [line for _, line in sorted(lines)]


def slow_tapes(r):
    """The least distance to a dynamic tape."""
    ratios = [(r.ratio(w, s, rival), w, s, rival) for w, s, rival in r.time if rival in TAPES]
    return min((one for one in ratios if one[0]), default=None)


def value_table(r):
    """Value and gradient over the value alone."""
    rows, scalar = [], []
    for workload, shown in r.shown.items():
        for size in r.sizes(workload):
            over_value = r.ratio(workload, size, OURS, "value")
            over_ours = r.ratio(workload, size, OURS, "symdiff_value")
            if over_value is None:
                continue
            if workload in SCALAR_WORKLOADS:
                scalar.append(over_value)
            rows.append([named(workload, size), nanoseconds(r.time[workload, size, OURS]),
                         f"± {100 * r.spread[workload, size, OURS]:.1f} %", amount(over_value), amount(over_ours),
                         amount(r.ratio(workload, size, OURS, "hand")), amount(r.ratio(workload, size, OURS, "vectors"))])
    head = ["workload", "symdiff", "spread", "over the value alone", "over its own value", "over by hand",
            "over by hand, vectors"]
    sentence = ""
    if scalar:
        sentence = (f"In the geometric mean of the scalar workloads, value and gradient take "
                    f"{geometric_mean(scalar):.2f} times as long as the value alone (aim: at most 2.0).\n\n")
    return sentence + table(head, rows)


def ratio_table(r):
    rivals = r.rivals()
    rows = [[named(workload, size), *(amount(r.ratio(workload, size, rival)) for rival in rivals)]
            for workload in r.shown for size in r.sizes(workload)]
    return table(["workload", *(LABELS[rival] for rival in rivals)], rows)


def count_table(r, cell):
    rivals = [OURS, "hand", *r.rivals()]
    rows = [[named(workload, size), *(cell(r.count[workload, size, rival]) if (workload, size, rival) in r.count else ""
                                      for rival in rivals)] for workload, size in r.shown.items()]
    return table(["workload", *(LABELS[rival] for rival in rivals)], rows)


def compile_table(r, compiler):
    costs = {(one["workload"], one["rival"]): one for one in r.compiled if one["compiler"] == compiler}
    rivals = [name for name in ["value", OURS, *RIVALS] if any(key[1] == name for key in costs)]

    def cell(one):
        if one is None:
            return ""
        if "failure" in one:
            return "fails"
        return f"{one['seconds']:.1f} s, {one['megabytes']:.0f} MB, {size_of(one['bytes'])}"

    rows = [[named(workload, size), *(cell(costs.get((workload, rival))) for rival in rivals)]
            for workload, size in r.shown.items() if (workload, OURS) in costs]
    return table(["workload", *(LABELS[rival] for rival in rivals)], rows)


# ---- pictures ----

STYLE = """set encoding utf8
set border 3 linewidth 1 linecolor rgb '#666666'
set tics nomirror scale 0.5 textcolor rgb '#333333'
set grid ytics linewidth 1 linecolor rgb '#e4e4e4'
set key outside right top
set terminal svg size 1100, 460 font 'Sans,13' background 'white'
"""


def draw(folder, name, commands):
    if not shutil.which("gnuplot"):
        return ""
    path = folder / f"{name}.svg"
    subprocess.run(["gnuplot"], input=f"{STYLE}set output '{path}'\n{commands}\n", text=True, check=True)
    return path.name


def block(name, rows):
    """A table in a gnuplot script, '-' where there is no number."""
    lines = "\n".join(" ".join("-" if cell is None else f'"{cell}"' if isinstance(cell, str) else f"{cell:.6g}"
                               for cell in row) for row in rows)
    return f"${name} << END\n{lines}\nEND\n"


def bars(folder, name, title, label, head, rows):
    """Clusters of bars, one for each row, on a logarithmic axis."""
    plots = ", ".join(f"$data using {k + 2}:xtic(1) title \"{LABELS[rival]}\" linecolor rgb '{COLOURS[rival]}'"
                      for k, rival in enumerate(head))
    return draw(folder, name, block("data", rows) + f"""set title "{title}"
set style data histogram
set style histogram clustered gap 1.5
set style fill solid border rgb 'white'
set datafile missing '-'
set logscale y
set ylabel "{label}"
set xtics rotate by -25
plot {plots}""")


def growth(folder, name, title, xlabel, ylabel, series):
    """Lines on two logarithmic axes; series: rival to pairs of size and number."""
    data = "".join(block(rival, points) for rival, points in series.items())
    plots = ", ".join(f"${rival} using 1:2 with linespoints linewidth 2 pointtype 7 pointsize 0.5 "
                      f"linecolor rgb '{COLOURS[rival]}' title \"{LABELS[rival]}\"" for rival in series)
    return draw(folder, name, data + f"""set title "{title}"
set logscale xy
set format y '10^{{%L}}'
set xlabel "{xlabel}"
set ylabel "{ylabel}"
plot {plots}""")


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
        points = [(size, r.count[workload, size, rival]["held"] + r.count[workload, size, rival]["stack"])
                  for size in r.sizes(workload) if (workload, size, rival) in r.count]
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
    text += ["`tools/bench` measured all this and wrote this page; nothing here was typed. Times are the median of "
             f"{m['repetitions']} repetitions of {m['seconds']} s or more, all sides of a workload interleaved at random in "
             "one process on one core; spread is half the distance between the quartiles. Before anything is timed, every "
             "side is checked against the one written by hand, to 1e-10.", ""]
    if left_out:
        text += [f"Not installed, and so left out: {joined(left_out)}.", ""]

    text += ["## Where symdiff loses", ""]
    lost = losses(r)
    text += [f"By more than {100 * SLOWER - 100:.0f} %, the worst first." if lost else
             f"Nothing measured here is faster than symdiff by more than {100 * SLOWER - 100:.0f} %.", "", *lost, ""]
    if compile_lost := compile_losses(r):
        text += ["In what the compiler takes:", "", *compile_lost, ""]

    text += ["## Time beside each rival", ""]
    if nearest := slow_tapes(r):
        ratio, workload, size, rival = nearest
        text += [f"The dynamic tape that comes nearest is {LABELS[rival]} on {named(workload, size)}, with {amount(ratio)} "
                 "times the time of symdiff (aim: 5 or more).", ""]
    picture = bars(folder, "ratios", "Value and derivatives: time, as a multiple of symdiff's", "times symdiff's", rivals,
                   [[WORKLOADS[w][0], *(r.ratio(w, s, rival) for rival in rivals)] for w, s in r.shown.items()])
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

    text += ["## Instructions and memory of one call", "", "Instructions retired:", "",
             count_table(r, lambda one: amount(one["instructions"])), "",
             "Allocations, and their bytes:", "",
             count_table(r, lambda one: f"{one['allocations']:.0f} ({size_of(one['bytes'])})"
                         if one["allocations"] else "0"), "",
             "Memory held at most during a call, heap (what was made before it included) and stack together:", "",
             count_table(r, lambda one: size_of(one["held"] + one["stack"])), ""]
    if grown:
        text += [memory_section(r, folder, workload) for workload in grown]

    if r.compiled:
        text += ["## What it costs the compiler", "",
                 "One unit for each workload and rival; seconds of processor time, memory of the compiler, and size of the "
                 "object's code and constants. The unit of the value alone has everything but derivatives.", ""]
        for compiler in m["compilers"]:
            seconds = {(one["workload"], one["rival"]): one.get("seconds") for one in r.compiled
                       if one["compiler"] == compiler}
            shown, workloads = [OURS, *rivals], [w for w in r.shown if (w, OURS) in seconds]
            picture = bars(folder, f"compile_{compiler.replace('+', 'x')}", f"Seconds to compile, {compiler}", "seconds",
                           shown, [[WORKLOADS[w][0], *(seconds.get((w, rival)) for rival in shown)] for w in workloads])
            ratios = {rival: [seconds[w, rival] / seconds[w, OURS] for w in r.shown
                              if seconds.get((w, rival)) and seconds.get((w, OURS))] for rival in rivals}
            text += [f"**{m['compilers'][compiler]}.** Beside symdiff, "
                     + joined(f"{LABELS[rival]} takes {geometric_mean(all_ratios):.2f} times"
                              for rival, all_ratios in ratios.items() if all_ratios) + " as long, in the geometric mean.",
                     "", f"![compile time]({folder.name}/{picture})", "", compile_table(r, compiler), ""]

    text += ["## How it was measured", "",
             f"- {m['processor']}, {m['cores']} cores; {m['system']}, {m['libc']}; {m['date']}, commit {m['commit']}.",
             f"- {m['compiler']}; {m['flags']}, the same for all sides.",
             "- " + ", ".join(f"{name} {version}" for name, version in m["versions"].items()) + ".",
             f"- The raw numbers: [`times.json`]({folder.name}/times.json) (Google Benchmark's), "
             f"[`counts.json`]({folder.name}/counts.json), [`compile.json`]({folder.name}/compile.json), "
             f"[`machine.json`]({folder.name}/machine.json).", ""]
    text += ["| workload | what is computed |", "|---|---|"]
    text += [f"| {title} | {what} |" for name, (title, _, what) in WORKLOADS.items() if name in r.shown]
    text += ["", LIMITS, "", "| rival | how it is used |", "|---|---|"]
    text += [f"| {RIVALS[name][0]} | {RIVALS[name][1]} |" for name in rivals]
    return "\n".join(text) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("results", type=pathlib.Path, help="the folder of the JSON files; the pictures go there, and the "
                                                           "page beside it, as FOLDER.md")
    folder = parser.parse_args().results
    for old in folder.glob("*.svg"):
        old.unlink()
    folder.with_suffix(".md").write_text(page(results(folder), folder))


if __name__ == "__main__":
    main()
