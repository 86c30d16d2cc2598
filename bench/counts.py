# SPDX-License-Identifier: BSL-1.0
"""What a program of harness/counting.cpp counts."""
import json
import os
import pathlib
import shutil
import subprocess
import tempfile

CALLGRIND = ["valgrind", "--quiet", "--tool=callgrind", "--collect-atstart=no"]


def counts(program, size, prefix=()):
    """Of each side of one size; where the system counts no instructions, callgrind does, if there is one."""
    with tempfile.TemporaryDirectory() as folder:  # ADOL-C keeps files where it runs, and so does callgrind

        def run(*before):
            done = subprocess.run([*before, str(program), str(size)], stdout=subprocess.PIPE, cwd=folder, text=True)
            return json.loads(done.stdout) if done.returncode == 0 else None

        found = run(*prefix)
        if found is None:
            raise RuntimeError(f"{program} {size} failed")
        if any(one["instructions"] is None for one in found) and shutil.which(CALLGRIND[0]):
            for one, simulated in zip(found, run(*CALLGRIND) or []):
                one |= {"instructions": simulated["instructions"], "simulated": True}
        return found
