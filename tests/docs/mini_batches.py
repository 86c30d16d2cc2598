# SPDX-License-Identifier: BSL-1.0
"""The paths of docs/examples/mini_batches.cpp in plain loops, and what the lesson says about them."""
from plain_loops import agree, columns, line_loss, order, require, rows


def batches(count, size):
    """The samples of each batch, without end; what is left of an epoch is dropped."""
    epoch = 0
    while epoch := epoch + 1:
        indices = order(count, 1, epoch)
        for first in range(0, count - size + 1, size):
            yield indices[first : first + size]


def descend(x, y, rate, size):
    slope, intercept = -1.0, 1.0
    path = [[slope, intercept, line_loss(slope, intercept, x, y)[0]]]
    for _, batch in zip(range(100), batches(len(x), size)):
        _, by_slope, by_intercept = line_loss(slope, intercept, [x[i] for i in batch], [y[i] for i in batch])
        slope -= rate * by_slope
        intercept -= rate * by_intercept
        path.append([slope, intercept, line_loss(slope, intercept, x, y)[0]])
    return path


def jitter(path):
    squares = 0
    for before, after in zip(path[50:], path[51:]):
        squares += (after[0] - before[0]) ** 2 + (after[1] - before[1]) ** 2
    return (squares / 50) ** 0.5


x, y = columns("docs/examples/data/line.csv")
runs = [(rate, 16) for rate in (0.01, 0.1, 1.0)] + [(0.1, size) for size in (1, 2, 4, 8, 16, 32, 64)]
found = rows("mini_batches_paths.dat")
table = []
require(len(found) == 101 * len(runs), "there are 101 points on each path")
for run, (rate, size) in enumerate(runs):
    path = descend(x, y, rate, size)
    agree(f"rate {rate}, batch {size}", found[101 * run : 101 * (run + 1)], path)
    table.append([rate, size, path[-1][2], jitter(path)])
agree("mini_batches_table.dat", rows("mini_batches_table.dat"), table)

(_, _, small, _), (_, _, right, _), (_, _, large, _) = table[:3]
require(right < 0.4 < 2 < small < 92 < large, "rate 0.01 is too small, 0.1 right, and 1.0 too large")
jitters = [row[3] for row in table[3:]]
require(all(next < this for this, next in zip(jitters, jitters[1:])), "jitter falls with the size of the batch")
