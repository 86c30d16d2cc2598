#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Compares symdiff with derivatives written by hand and prints one table.

Compiles the programs beside this script, and those of ../workloads that have a bar, with each compiler and set of flags;
runs them with all sides of a workload interleaved at random, and divides the shortest of many repetitions of one by that
of the other. Needs Google Benchmark where the compilers find it."""
import argparse
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
BENCH = HERE.parent
sys.path.insert(0, str(BENCH))
from units import write_unit  # noqa: E402
INCLUDE = BENCH.parent / "include"
SIDES = ("symdiff", "hand", "vectors", "read")

# The most of each side's time that symdiff may take; workload/size/side, or workload/side for the programs beside this.
BARS = {"chain/10/hand": 1.05, "chain/100/hand": 1.05, "chain/400/hand": 1.15, "black_scholes/1/hand": 1.10,
        "rosenbrock_of_scalars/10/hand": 1.05, "rosenbrock_of_scalars/100/hand": 1.05,
        "quadratic_fit/100/hand": 1 / 3, "quadratic_fit/100/vectors": 1.05, "quadratic_fit/1000/hand": 1 / 3,
        "quadratic_fit/1000/vectors": 1.05, "quadratic_fit/100000/hand": 1 / 3, "quadratic_fit/100000/vectors": 1.05,
        "quadratic_fit/4000000/vectors": 1.05, "quadratic_fit/4000000/read": 1 / 0.9,
        "options/1000/hand": 1 / 4, "step_20/hand": 1.1, "epoch_of_16/hand": 1.15,
        "rosenbrock/1000/vectors": 1.1, "gaussian_mixture/1005/hand": 1.1,
        "log_sum_exp/1000/vectors": 1.05, "normal_density/1000/vectors": 1.05,
        "squares_1000/hand": 1.05, "rotation/hand": 1.1, "logistic_784/64/hand": 0.75,
        "network_784_30_1/64/hand": 0.8, "network_784_64_10/64/hand": 0.85, "network_784_30_1_float/double": 1 / 1.8}


def workloads():
    """Name to sizes, of the workloads that have a bar."""
    found = {}
    for name in BARS:
        workload, _, rest = name.partition("/")
        if "/" in rest:
            sizes = found.setdefault(workload, [])
            if (size := rest.split("/")[0]) not in sizes:
                sizes.append(size)
    return found


def write_units(folder, workload, sizes):
    """The sources of a workload's program: its sides that are not by a rival, and what times them."""
    sides = [side for side in SIDES if side == "symdiff" or (BENCH / "workloads" / workload / f"{side}.hpp").exists()]
    return [*(write_unit(folder, workload, side, sizes) for side in sides), BENCH / "harness" / "timing.cpp"]


def build(name, sources, compiler, flags, folder):
    """The program's path; None where it does not compile."""
    program = folder / "_".join([name, compiler, *flags.split()]).replace("/", "_").replace("=", "_")
    newest = max(f.stat().st_mtime for f in [*INCLUDE.rglob("*.hpp"), *BENCH.rglob("*.?pp")])
    if program.exists() and program.stat().st_mtime > newest:
        return program
    print(f"compiling {name}: {compiler} {flags}", file=sys.stderr)
    done = subprocess.run([compiler, "-std=c++20", *flags.split(), f"-I{INCLUDE}", f"-I{BENCH}", "-isystem",
                           "/usr/include/eigen3", *map(str, sources), "-o", str(program), "-lbenchmark", "-lpthread"],
                          stderr=subprocess.PIPE, text=True, errors="replace")
    if done.returncode == 0:
        return program
    errors = [line for line in done.stderr.splitlines() if "error" in line] or ["no message"]
    print(f"  fails: {errors[0][:300]}", file=sys.stderr)
    return None


def run(program, size, repetitions, pattern):
    """The shortest repetition of each benchmark, in nanoseconds of processor time."""
    done = subprocess.run([str(program), *size, "--benchmark_enable_random_interleaving=true",
                           f"--benchmark_repetitions={repetitions}", "--benchmark_min_time=0.01",
                           f"--benchmark_filter={pattern}", "--benchmark_format=json"], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True)
    if done.returncode != 0:
        print(f"  {program.name} fails: {done.stderr.strip()[-300:]}", file=sys.stderr)
        return {}
    shortest = {}
    for b in json.loads(done.stdout)["benchmarks"] if done.stdout.strip() else []:
        if b["run_type"] == "iteration":
            shortest[b["name"]] = min(b["cpu_time"], shortest.get(b["name"], float("inf")))
    return shortest


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--compilers", default="g++,clang++-16", help="comma-separated (default %(default)s)")
    parser.add_argument("--flags", default="-O2,-O3 -march=native",
                        help="comma-separated sets of flags (default %(default)s)")
    parser.add_argument("--programs", default="", help="only programs whose names contain this")
    parser.add_argument("--filter", default=".*", help="only benchmarks that match this expression")
    parser.add_argument("--repetitions", type=int, default=200, help="of 10 ms or more (default %(default)s)")
    parser.add_argument("--folder", help="keep programs here and compile only what changed")
    parser.add_argument("--json", metavar="FILE", help="also write the numbers to FILE")
    parser.add_argument("--strict", action="store_true", help="exit with 1 where a bar is missed or a program fails")
    options = parser.parse_args()

    rows, failed = [], False
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(options.folder or temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for compiler in filter(shutil.which, options.compilers.split(",")):
            for flags in options.flags.split(","):
                programs = {source.stem: ([source], [[]]) for source in sorted(HERE.glob("*.cpp"))}
                programs |= {workload: (write_units(folder, workload, sizes), [[size] for size in sizes])
                             for workload, sizes in workloads().items()}
                for name, (sources, sizes) in programs.items():
                    if options.programs not in name:
                        continue
                    program = build(name, sources, compiler, flags, folder)
                    shortest = {}
                    for size in sizes if program else []:
                        shortest |= run(program, size, options.repetitions, options.filter)
                    failed |= not shortest
                    for name in shortest:
                        workload, side = name.rsplit("/", 1)
                        if side != "symdiff" and workload + "/symdiff" in shortest:
                            ours, theirs = shortest[workload + "/symdiff"], shortest[name]
                            rows.append({"workload": name, "compiler": compiler, "flags": flags, "symdiff": ours,
                                         "other": theirs, "ratio": ours / theirs, "bar": BARS.get(name)})
    order = list(BARS)
    rows.sort(key=lambda r: order.index(r["workload"]) if r["workload"] in order else len(order))
    print("| workload / beside | compiler | flags | symdiff, ns | other, ns | ratio | bar |")
    print("|---|---|---|--:|--:|--:|---|")
    for r in rows:
        bar = "" if r["bar"] is None else f"≤ {r['bar']:.2f}" + ("" if r["ratio"] <= r["bar"] else " **missed**")
        print(f"| {r['workload']} | {r['compiler']} | {r['flags']} | {r['symdiff']:.1f} | {r['other']:.1f} "
              f"| {r['ratio']:.3f} | {bar} |")
    if options.json:
        pathlib.Path(options.json).write_text(json.dumps(rows, indent=1) + "\n")
    missed = [r for r in rows if r["bar"] is not None and r["ratio"] > r["bar"]]
    return 1 if options.strict and (missed or failed) else 0


if __name__ == "__main__":
    sys.exit(main())
