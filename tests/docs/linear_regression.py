# SPDX-License-Identifier: BSL-1.0
"""The steps of docs/examples/linear_regression.cpp in plain loops, and what the lesson says about them."""
from plain_loops import agree, columns, line_loss, require, rows

x, y = columns("docs/examples/data/line.csv")
slope, intercept = -1.0, 1.0
path = []
for _ in range(101):
    loss, by_slope, by_intercept = line_loss(slope, intercept, x, y)
    path.append([slope, intercept, loss])
    slope -= 0.1 * by_slope
    intercept -= 0.1 * by_intercept
agree("linear_regression_steps.dat", rows("linear_regression_steps.dat"), path)

# With n points the noise leaves the intercept uncertain by 0.6 / sqrt(n), the slope by that over the deviation of x.
uncertain = 0.6 / len(x) ** 0.5
require(len(x) == 100 and abs(path[0][2] - 92) < 0.5, "100 points give an initial loss near 92")
require(abs(path[-1][0] - 3) < 2 * 3**0.5 * uncertain, "the slope is recovered to within noise")
require(abs(path[-1][1] - 10) < 2 * uncertain, "the intercept is recovered to within noise")
