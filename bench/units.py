# SPDX-License-Identifier: BSL-1.0
"""The unit of one side of a workload, where no build directory makes it."""
import pathlib

BENCH = pathlib.Path(__file__).resolve().parent


def write_unit(folder, workload, side, sizes):
    """Its source in a folder: the side's own form of the workload where there is one, else the workload as it stands."""
    form = f"workloads/{workload}/{side}.hpp"
    if not (BENCH / form).exists():
        form = f"workloads/{workload}/workload.hpp"
    text = (BENCH / "harness" / "unit.cpp.in").read_text()
    for name, value in {"rival": side, "workload": workload, "form": form, "sizes": ", ".join(map(str, sizes))}.items():
        text = text.replace(f"@{name}@", value)
    unit = folder / f"{workload}.{side}.cpp"
    unit.write_text(text)
    return unit
