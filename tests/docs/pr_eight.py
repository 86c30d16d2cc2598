# SPDX-License-Identifier: BSL-1.0
"""The first epochs of docs/examples/pr_eight.cpp in plain loops, from the same images and random weights."""
import gzip
import math
import random
from operator import mul

from plain_loops import agree, order, require, rows

EPOCHS = 3


def idx(path, header):
    with gzip.open(path) as file:
        return file.read()[header:]


def threes_and_sevens(name):
    """Pixels from 0 to 1, and 1 for a three, 0 for a seven."""
    pixels = idx(f"docs/examples/data/digits-{name}-images-idx3-ubyte.gz", 16)
    digits = idx(f"docs/examples/data/digits-{name}-labels-idx1-ubyte.gz", 8)
    return [
        ([byte * (1 / 255.0) for byte in pixels[784 * i : 784 * (i + 1)]], 1 if digit == 3 else 0)
        for i, digit in enumerate(digits)
        if digit in (3, 7)
    ]


def engine_of(seed):
    """The engine that std::mt19937 is: Python has the same, but takes a seed in another way."""
    words = [seed]
    for i in range(1, 624):
        words.append((1812433253 * (words[-1] ^ words[-1] >> 30) + i) % 2**32)
    engine = random.Random()
    engine.setstate((3, (*words, 624), None))
    return engine


def normal_deviate(engine):
    uniform = (engine.getrandbits(32) + 0.5) / 2**32
    return math.sqrt(-2 * math.log(uniform)) * math.cos(2 * math.pi * (engine.getrandbits(32) + 0.5) / 2**32)


def predict(weights, bias, image):
    return sum(map(mul, weights, image)) + bias


def score(weights, bias, samples):
    """The mean of the loss, and which part is told right."""
    loss = correct = 0
    for image, is_three in samples:
        z = predict(weights, bias, image)
        loss += max(z, 0) + math.log1p(math.exp(-abs(z))) - is_three * z
        correct += (z > 0) == is_three
    return loss / len(samples), correct / len(samples)


def step(weights, bias, samples):
    """Against the gradient, with rate 0.1."""
    by_weights, by_bias = [0] * 784, 0
    for image, is_three in samples:
        residual = 1 / (1 + math.exp(-predict(weights, bias, image))) - is_three
        by_weights = [total + residual * pixel for total, pixel in zip(by_weights, image)]
        by_bias += residual
    rate = 0.1 / len(samples)
    return [weight - rate * by for weight, by in zip(weights, by_weights)], bias - rate * by_bias


train, test = threes_and_sevens("train"), threes_and_sevens("test")
engine = engine_of(3)
weights, bias = step([0.01 * normal_deviate(engine) for _ in range(784)], 0, train)
expected = []
for epoch in range(1, EPOCHS + 1):
    indices = order(len(train), 1, epoch)
    for first in range(0, len(train), 64):
        weights, bias = step(weights, bias, [train[i] for i in indices[first : first + 64]])
    expected.append([epoch, *score(weights, bias, train), *score(weights, bias, test)])
found = rows("pr_eight_epochs.dat")
agree(f"the first {EPOCHS} epochs of pr_eight", found[:EPOCHS], expected)
require(len(train) == 1675 and len(test) == 427, "there are 1,675 and 427 threes and sevens")
require(found[-1][4] >= 0.975, "97.5 % of the test images are told right")
