# SPDX-License-Identifier: BSL-1.0
"""The steps of docs/examples/slope.cpp in plain loops."""
from plain_loops import agree, rows

path = [[-1.5] * 4]
for _ in range(10):
    path.append([x - rate * (2 * x) for x, rate in zip(path[-1], (0.05, 0.3, 0.9, 1.05))])
agree("slope.dat", rows("slope.dat"), path)
