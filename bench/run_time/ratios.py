#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Compares symdiff with derivatives written by hand and prints one table.

Compiles the programs beside this script with each compiler and set of flags, runs them with both sides
of a pair interleaved at random, and divides the shortest of many repetitions of one by that of the
other. Needs Google Benchmark where the compilers find it."""
import argparse
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
INCLUDE = HERE.parent.parent / "include"

# The most of each side's time that symdiff may take.
BARS = {"chain_10/hand": 1.05, "chain_100/hand": 1.05, "chain_400/hand": 1.15, "black_scholes/hand": 1.10,
        "rosenbrock_10/hand": 1.05, "rosenbrock_100/hand": 1.05,
        "quadratic_100/scalar": 1 / 3, "quadratic_100/vector": 1.05, "quadratic_1000/scalar": 1 / 3,
        "quadratic_1000/vector": 1.05, "quadratic_100000/scalar": 1 / 3, "quadratic_100000/vector": 1.05,
        "quadratic_4000000/vector": 1.05, "quadratic_4000000/read": 1 / 0.9,
        "options_1000/scalar": 1 / 4, "step_20/hand": 1.1, "epoch_of_16/hand": 1.15,
        "rosenbrock_of_1000/hand": 1.1, "log_sum_exp_1000/hand": 1.05, "normal_1000/hand": 1.05,
        "squares_1000/hand": 1.05, "rotation/hand": 1.1, "logistic_784/eigen": 0.75, "network_784_30_1/eigen": 0.8,
        "network_784_64_10/eigen": 0.85, "network_784_30_1_float/double": 1 / 1.8}


def build(source, compiler, flags, folder):
    """The program's path; None where it does not compile."""
    program = folder / "_".join([source.stem, compiler, *flags.split()]).replace("/", "_").replace("=", "_")
    newest = max(f.stat().st_mtime for f in [*INCLUDE.rglob("*.hpp"), *HERE.glob("*.?pp")])
    if program.exists() and program.stat().st_mtime > newest:
        return program
    print(f"compiling {source.name}: {compiler} {flags}", file=sys.stderr)
    done = subprocess.run([compiler, "-std=c++20", *flags.split(), f"-I{INCLUDE}", str(source), "-o", str(program),
                           "-lbenchmark", "-lpthread"], stderr=subprocess.PIPE, text=True, errors="replace")
    if done.returncode == 0:
        return program
    errors = [line for line in done.stderr.splitlines() if "error" in line] or ["no message"]
    print(f"  fails: {errors[0][:300]}", file=sys.stderr)
    return None


def run(program, repetitions, pattern):
    """The shortest repetition of each benchmark, in nanoseconds of processor time."""
    done = subprocess.run([str(program), "--benchmark_enable_random_interleaving=true",
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
    parser.add_argument("--programs", default="", help="only source files whose names contain this")
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
                for source in sorted(HERE.glob("*.cpp")):
                    if options.programs not in source.name:
                        continue
                    program = build(source, compiler, flags, folder)
                    shortest = run(program, options.repetitions, options.filter) if program else {}
                    failed |= not shortest
                    for name in shortest:
                        workload, side = name.split("/")
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
