#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Counts the results in Meson's testlog.json, which has one JSON object for each test on a line.

Prints the number of tests that passed and that did not, then the names of the latter, one a line.
A skipped test did not pass: nothing here is meant to be skipped.
"""

import json
import sys

with open(sys.argv[1], encoding="utf-8") as log:
    results = [json.loads(line) for line in log if line.strip()]
faults = [
    result["name"].split(" / ")[-1].replace(" ", "_")
    for result in results
    if result["result"] not in ("OK", "EXPECTEDFAIL")
]
print(len(results) - len(faults), len(faults))
print("\n".join(faults))
