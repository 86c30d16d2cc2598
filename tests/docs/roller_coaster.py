# SPDX-License-Identifier: BSL-1.0
"""The steps of docs/examples/roller_coaster.cpp in plain loops, from the start that it drew."""
from plain_loops import agree, columns, rows

t, speed = columns("docs/examples/data/roller_coaster.csv")
found = rows("roller_coaster_steps.dat")
a, b, c, _ = found[0]
path = []
for _ in range(11):
    loss = by_a = by_b = by_c = 0
    for ti, si in zip(t, speed):
        residual = a * ti**2 + b * ti + c - si
        loss += residual**2 / len(t)
        by_a += 2 * residual * ti**2 / len(t)
        by_b += 2 * residual * ti / len(t)
        by_c += 2 * residual / len(t)
    path.append([a, b, c, loss])
    a, b, c = a - 1e-5 * by_a, b - 1e-5 * by_b, c - 1e-5 * by_c
agree("roller_coaster_steps.dat", found, path)
