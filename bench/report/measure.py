#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Builds the programs of bench/workloads, runs them, and keeps what they measure as JSON files:

  times.json    Google Benchmark's results, every repetition: repetitions interleaved at random, on one core
  counts.json   instructions, allocations and memory of one call
  compile.json  seconds, megabytes and bytes of object code of each unit, with each compiler
  machine.json  what all this was measured on and with

With --workloads, what is there of other workloads stays. Needs a build directory set up with -Dbenches=true. Run by
tools/bench."""
import argparse
import datetime
import json
import os
import pathlib
import platform
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "bench"))
from counts import counts as counts_of  # noqa: E402
from subjects import RIVALS  # noqa: E402
STAGES = ("times", "counts", "compile")
KEPT = ("name", "repetition_index", "iterations", "real_time", "cpu_time", "time_unit")


def say(text):
    print(text, file=sys.stderr, flush=True)


def output_of(*command):
    """In a folder that is thrown away: ADOL-C keeps files where it runs."""
    with tempfile.TemporaryDirectory() as folder:
        return subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True, cwd=folder).stdout


def first_line(*command):
    """What a command says, '' where there is no such command or it fails."""
    if not shutil.which(command[0]):
        return ""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return done.stdout.strip().splitlines()[0] if done.returncode == 0 and done.stdout.strip() else ""


def on_one_core(core):
    return ["taskset", "-c", str(core)] if shutil.which("taskset") else []


def programs(build, kind):
    """Workload to program, of those that this build directory can build."""
    lines = output_of("ninja", "-C", str(build), "-t", "targets", "all").splitlines()
    found = (re.match(rf"(bench/(\w+)_{kind}): ", line) for line in lines)
    return {match[2]: build / match[1] for match in found if match}


def measure_times(workloads, core, repetitions, seconds):
    all_times, context = [], None
    for workload, program in workloads.items():
        for size in output_of(str(program)).split():
            say(f"timing {workload}, {size}")
            result = json.loads(output_of(
                *on_one_core(core), str(program), size, "--benchmark_enable_random_interleaving=true",
                f"--benchmark_repetitions={repetitions}", f"--benchmark_min_time={seconds}",
                "--benchmark_format=json"))
            context = context or {key: value for key, value in result["context"].items()
                                  if key not in ("executable", "host_name")}
            all_times += [{key: one[key] for key in KEPT} for one in result["benchmarks"]
                          if one["run_type"] == "iteration"]
    return {"context": context, "repetitions": repetitions, "seconds": seconds, "benchmarks": all_times}


def count(times_programs, counts_programs, core):
    all_counts = []
    for workload, program in counts_programs.items():
        for size in output_of(str(times_programs[workload])).split():
            say(f"counting {workload}, {size}")
            all_counts += counts_of(program, size, on_one_core(core))
    return all_counts


def counter():
    """What to put before a command to have its instructions counted into a file; nothing where the system does not."""
    perf = ["perf", "stat", "-x,", "-e", "instructions:u", "-o"]
    return perf if first_line(*perf, "/dev/stdout", "true") else []


def compile_once(command, folder, counting):
    """What it cost, seconds of processor time and megabytes of the largest process among it; the first error, where it
    fails."""
    with tempfile.TemporaryFile("w+", errors="replace") as messages, tempfile.NamedTemporaryFile("r") as counted:
        prefix = [*counting, counted.name] if counting else []
        process = subprocess.Popen([*prefix, *command], stderr=messages, cwd=folder)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            messages.seek(0)
            errors = [line for line in messages if "error" in line] or ["no message"]
            return None, errors[0].split("error: ")[-1].strip()[:200]
        cost = {"seconds": usage.ru_utime + usage.ru_stime, "megabytes": usage.ru_maxrss / 1024}
        if count := re.search(r"^(\d+),", counted.read(), re.MULTILINE):
            cost["instructions"] = int(count[1])
    return cost, None


def object_bytes(path):
    """Code and constants of an object file."""
    text, data = output_of("size", str(path)).splitlines()[1].split()[:2]
    return int(text) + int(data)


def one_size(source):
    """A unit's text, for the first of its sizes only."""
    return re.sub(r"sizes<(\d+)[^>]*>", r"sizes<\1>", pathlib.Path(source).read_text())


def measure_compiling(build, workloads, compilers, runs):
    """Each unit with the first of its sizes, compiled as the build does but for the compiler: of the value alone, symdiff
    and the rivals. What takes over 2 seconds is compiled once; a rival whose first unit fails is not tried again."""
    results, refused, counting = [], set(), counter()
    for command in json.loads((build / "compile_commands.json").read_text()):
        unit = re.fullmatch(r"(\w+)\.(\w+)\.cpp", pathlib.Path(command["file"]).name)
        if not unit or unit[1] not in workloads or unit[2] not in ("value", "symdiff", *RIVALS):
            continue
        words = shlex.split(command["command"])
        flags = [word for word in words[1:words.index("-MD")] if not word.startswith("-fdiagnostics")]
        for compiler in compilers:
            if (unit[2], compiler) in refused:
                continue
            say(f"compiling {unit[1]}, {unit[2]}: {compiler}")
            with tempfile.TemporaryDirectory() as folder:
                source, result = pathlib.Path(folder, "unit.cpp"), pathlib.Path(folder, "unit.o")
                source.write_text(one_size(build / command["file"]))
                entry = {"workload": unit[1], "rival": unit[2], "compiler": compiler}
                for _ in range(runs):
                    cost, failure = compile_once([compiler, *flags, "-c", str(source), "-o", str(result)], build, counting)
                    if failure:
                        entry["failure"] = failure
                        if not any(one["rival"] == unit[2] and one["compiler"] == compiler for one in results):
                            refused.add((unit[2], compiler))
                        break
                    entry |= {what: min(amount, entry.get(what, amount)) for what, amount in cost.items()}
                    entry["bytes"] = object_bytes(result)
                    if cost["seconds"] > 2:
                        break
                results.append(entry)
    return results


def processor():
    try:
        return re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())[1]
    except (OSError, TypeError):
        return platform.processor() or "unknown processor"


def machine(build):
    packages = {"ADOL-C": "libadolc-dev", "Sacado": "libtrilinos-sacado-dev", "Ceres": "libceres-dev",
                "PyTorch": "libtorch-dev", "Boost": "libboost-dev", "Eigen": "libeigen3-dev",
                "Google Benchmark": "libbenchmark-dev"}
    versions = {name: first_line("dpkg-query", "-W", "-f=${Version}", package) for name, package in packages.items()}
    commands = json.loads((build / "compile_commands.json").read_text())
    arguments = json.loads(output_of("meson", "introspect", "--buildoptions", str(build)))
    arch = next((o["value"] for o in arguments if o["name"] == "bench_arch"), "")
    return {
        "processor": processor(),
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {'.'.join(platform.release().split('.')[:2])}",
        "libc": " ".join(platform.libc_ver()),
        "compiler": first_line(commands[0]["command"].split()[0], "--version"),
        "flags": "-std=c++20 -O3" + (f" -march={arch}" if arch else ""),
        "versions": {name: version for name, version in versions.items() if version},
    }


def commit():
    """What is measured; changes of the report itself do not count."""
    git = ["git", "-C", str(ROOT)]
    changed = subprocess.run([*git, "diff", "--quiet", "HEAD", "--", "include", "bench"], stderr=subprocess.DEVNULL)
    return first_line(*git, "describe", "--always") + (" with changes" if changed.returncode == 1 else "")


def workload_of(measured):
    return measured.get("workload") or measured["name"].split("/")[0]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=lambda path: pathlib.Path(path).resolve(), help="the build directory")
    parser.add_argument("results", type=pathlib.Path, help="the folder that the JSON files go to")
    parser.add_argument("--workloads", default="", help="comma-separated (default: all)")
    parser.add_argument("--only", default=",".join(STAGES), help="comma-separated, of %(default)s")
    parser.add_argument("--repetitions", type=int, default=9, help="of each time (default %(default)s)")
    parser.add_argument("--seconds", type=float, default=0.05, help="each repetition's least (default %(default)s)")
    parser.add_argument("--core", type=int, default=os.cpu_count() - 1, help="to run on (default: the last)")
    parser.add_argument("--compilers", default="", help="whose cost is measured, comma-separated (default: none)")
    parser.add_argument("--compilations", type=int, default=2,
                        help="the least of so many, for what takes under 2 seconds (default %(default)s)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="for the build (default %(default)s)")
    options = parser.parse_args()

    times, counts = programs(options.build, "times"), programs(options.build, "counts")
    chosen = [name for name in options.workloads.split(",") if name] or list(times)
    if unknown := set(chosen) - set(times):
        sys.exit(f"there is no workload {', '.join(sorted(unknown))}; there are {', '.join(times)}")
    times, counts = {name: times[name] for name in chosen}, {name: counts[name] for name in chosen}
    stages = [stage for stage in STAGES if stage in options.only.split(",")]
    if set(stages) - {"compile"}:
        say("building " + ", ".join(chosen))
        targets = [str(program.relative_to(options.build)) for program in [*times.values(), *counts.values()]]
        built = subprocess.run(["ninja", "-C", str(options.build), f"-j{options.jobs}", *targets],
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if built.returncode != 0:
            sys.exit(built.stdout)

    compilers = [name for name in options.compilers.split(",") if name and shutil.which(name)]
    options.results.mkdir(parents=True, exist_ok=True)
    now = f"{datetime.date.today().isoformat()}, {commit()}"

    def kept(name, default):
        path = options.results / f"{name}.json"
        return json.loads(path.read_text()) if path.exists() else default

    def keep(name, value):
        # The times are some thousands.
        text = json.dumps(value, indent=None if name == "times" else 1)
        (options.results / f"{name}.json").write_text(text + "\n")

    def others(measured):
        """Of workloads that are not measured now."""
        return [one for one in measured if options.workloads and workload_of(one) not in chosen]

    for stage in stages:
        described = kept("machine", {"measured": {}, "compilers": {}})
        if stage == "times":
            result = measure_times(times, options.core, options.repetitions, options.seconds)
            result["benchmarks"] += others(kept(stage, {"benchmarks": []})["benchmarks"])
        elif stage == "counts":
            result = count(times, counts, options.core) + others(kept(stage, []))
        elif not compilers:
            continue
        else:
            result = measure_compiling(options.build, chosen, compilers, options.compilations) + others(kept(stage, []))
            described["compilers"] = {compiler: first_line(compiler, "--version") for compiler in compilers}
        keep(stage, result)
        earlier = described["measured"].get(stage, []) if options.workloads else []
        described["measured"][stage] = [*(one for one in earlier if one != now), now]
        keep("machine", {**described, **machine(options.build)})


if __name__ == "__main__":
    main()
