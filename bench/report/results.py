# SPDX-License-Identifier: BSL-1.0
"""The measurements that measure.py keeps, by workload, size and rival."""
import json
import math
import statistics

from subjects import BY_HAND, RIVALS, VALUES, WORKLOADS

OURS = "symdiff"
LABELS = {OURS: "symdiff", **{name: label for name, (label, _) in RIVALS.items()}, **BY_HAND, **VALUES}


def geometric_mean(numbers):
    return math.exp(statistics.fmean(map(math.log, numbers)))


class results:
    def __init__(self, folder):
        def kept(name):
            path = folder / f"{name}.json"
            return json.loads(path.read_text()) if path.exists() else []

        self.machine, times, counts, self.compiled = map(kept, ("machine", "times", "counts", "compile"))
        units = {"ns": 1, "us": 1e3, "ms": 1e6, "s": 1e9}
        repetitions = {}
        for one in times["benchmarks"]:
            repetitions.setdefault(self.key(one["name"]), []).append(one["cpu_time"] * units[one["time_unit"]])
        self.time = {key: statistics.median(all_times) for key, all_times in repetitions.items()}
        self.spread = {key: self.half_quartiles(all_times) / self.time[key] for key, all_times in repetitions.items()}
        self.repetitions, self.seconds = times["repetitions"], times["seconds"]
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

    def operations(self, workload, size):
        """How many the workload's value has, about; infinity where nothing was counted."""
        counted = (one for key, one in self.count.items() if key[:2] == (workload, size))
        return next(counted, {"operations": math.inf})["operations"]

    def rivals(self):
        return [name for name in RIVALS if any(key[2] == name for key in self.time)]
