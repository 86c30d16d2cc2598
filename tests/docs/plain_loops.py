# SPDX-License-Identifier: BSL-1.0
"""What the checks of the lessons share: reading numbers, and comparing them.

A check computes a lesson's numbers a second time, in plain loops over doubles and without the library, and compares
them with those that the lesson wrote.
"""
import csv
import sys

WORD = 2**64 - 1


def folder():
    if len(sys.argv) != 2:
        sys.exit(f"usage: {sys.argv[0]} FOLDER")
    return sys.argv[1]


def rows(name):
    """The rows of FOLDER/name; a block after two empty lines or a title in quotes goes on with the next row."""
    with open(f"{folder()}/{name}", encoding="utf-8") as lines:
        return [[float(number) for number in line.split()] for line in lines if line.strip() and line[0] != '"']


def columns(path):
    """The columns of a CSV file with a header."""
    with open(path, encoding="utf-8", newline="") as lines:
        table = list(csv.reader(lines))[1:]
    return [[float(number) for number in column] for column in zip(*table)]


def agree(what, found, expected):
    """Every number to 1e-12, relative where it is above 1; as many of them."""
    if len(found) != len(expected):
        sys.exit(f"{what}: {len(found)} rows, but {len(expected)} were expected")
    worst = 0
    for row, (left, right) in enumerate(zip(found, expected)):
        if len(left) != len(right):
            sys.exit(f"{what}, row {row}: {len(left)} numbers, but {len(right)} were expected")
        for number, other in zip(left, right):
            difference = abs(number - other) / max(1, abs(other))
            if not difference <= 1e-12:
                sys.exit(f"{what}, row {row}: {number!r}, but plain loops give {other!r}")
            worst = max(worst, difference)
    print(f"{what}: {len(found)} rows agree with plain loops, to {worst:.0e}")


def line_loss(slope, intercept, x, y):
    """The mean squared error of a line, and its derivatives by slope and intercept."""
    loss = by_slope = by_intercept = 0
    for xi, yi in zip(x, y):
        residual = slope * xi + intercept - yi
        loss += residual * residual
        by_slope += 2 * residual * xi
        by_intercept += 2 * residual
    return loss / len(x), by_slope / len(x), by_intercept / len(x)


def require(holds, what):
    if not holds:
        sys.exit(f"it does not hold that {what}")


class SplitMix:
    """As include/symdiff/data/shuffle.hpp describes it; Python's whole numbers do not wrap by themselves."""

    def __init__(self, state):
        self.state = state & WORD

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & WORD
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & WORD
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & WORD
        return z ^ (z >> 31)

    def below(self, bound):
        while (product := (self.next() >> 32) * bound) % 2**32 < 2**32 % bound:
            pass
        return product >> 32


def order(count, seed, epoch):
    """The order in which mini-batches of this seed take the samples in an epoch, from 1 on."""
    generator = SplitMix(SplitMix(SplitMix(seed).next() + epoch).next())
    indices = list(range(count))
    for last in range(count - 1, 0, -1):
        other = generator.below(last + 1)
        indices[last], indices[other] = indices[other], indices[last]
    return indices
