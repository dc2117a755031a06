#!/usr/bin/env python3
"""Writes derivatives.tsv: random formulas of one number x, x, and the derivative there as a double.

By dual numbers of 200 digits, so by forward mode, with mpmath 1.3: the program goes backward.
"""

from pathlib import Path
from random import Random

from mpmath import erf, exp, log, mp, mpf, pi, sqrt, tanh

mp.dps = 200


class Dual:
    """A number and its derivative by x."""

    def __init__(self, value, slope=0):
        self.value, self.slope = mpf(value), mpf(slope)

    def __add__(self, b):
        return Dual(self.value + b.value, self.slope + b.slope)

    def __sub__(self, b):
        return Dual(self.value - b.value, self.slope - b.slope)

    def __mul__(self, b):
        return Dual(self.value * b.value, self.slope * b.value + self.value * b.slope)

    def __truediv__(self, b):
        q = self.value / b.value
        return Dual(q, (self.slope - q * b.slope) / b.value)

    def __neg__(self):
        return Dual(-self.value, -self.slope)

    def power(self, b):
        p = self.value**b.value
        by_base = b.value * self.value ** (b.value - 1) * self.slope
        return Dual(p, by_base + (p * log(self.value) * b.slope if b.slope else 0))


def of(f, slope):
    return lambda a: Dual(f(a.value), slope(a.value) * a.slope)


def sigmoid(x):
    return 1 / (1 + exp(-x))


ONE = {
    "exp": of(exp, exp),
    "expm1": of(lambda x: exp(x) - 1, exp),
    "log": of(log, lambda x: 1 / x),
    "log1p": of(lambda x: log(1 + x), lambda x: 1 / (1 + x)),
    "sqrt": of(sqrt, lambda x: 1 / (2 * sqrt(x))),
    "abs": lambda a: -a if apart(a, Dual(0)) else a,
    "exp2": of(lambda x: mpf(2) ** x, lambda x: mpf(2) ** x * log(mpf(2))),
    "log2": of(lambda x: log(x) / log(mpf(2)), lambda x: 1 / (x * log(mpf(2)))),
    "tanh": of(tanh, lambda x: 1 - tanh(x) ** 2),
    "erf": of(erf, lambda x: 2 / sqrt(pi) * exp(-x * x)),
    "sigmoid": of(sigmoid, lambda x: sigmoid(x) * sigmoid(-x)),
    "softplus": of(lambda x: log(1 + exp(x)), sigmoid),
    "log_sigmoid": of(lambda x: -log(1 + exp(-x)), lambda x: sigmoid(-x)),
    "stop_gradient": of(lambda x: x, lambda x: mpf(0)),
}
POSITIVE = {"log", "log1p", "sqrt", "log2"}


def tree(rng, depth):
    """A text and what computes it; None where it leaves the real numbers."""
    if depth == 0 or rng.random() < 0.1:
        if rng.random() < 0.6:
            return "x", lambda x: Dual(x, 1)
        c = rng.choice(["1", "2", ".5", "1.25", "3", "0.1"])
        return c, lambda x: Dual(mpf(c))
    kind = rng.randrange(10)
    a, f = tree(rng, depth - 1)
    if kind < 4:
        name = rng.choice(sorted(ONE))
        return f"{name}({a})", lambda x: positive(ONE[name], f(x)) if name in POSITIVE else ONE[name](f(x))
    b, g = tree(rng, depth - 1)
    if kind < 7:
        sign = rng.choice("+-*/")
        combine = {"+": Dual.__add__, "-": Dual.__sub__, "*": Dual.__mul__, "/": Dual.__truediv__}[sign]
        return f"({a} {sign} {b})", lambda x: combine(f(x), g(x))
    if kind == 7:
        return f"({a})^({b})", lambda x: positive(lambda p: p.power(g(x)), f(x))
    if kind == 8:
        return f"where({a} < {b}, {a}, -{b})", lambda x: f(x) if apart(f(x), g(x)) else -g(x)
    name = rng.choice(["max", "min"])
    larger = name == "max"
    return f"{name}({a}, {b})", lambda x: g(x) if apart(f(x), g(x)) == larger else f(x)


def positive(f, a):
    if a.value <= 0:
        raise ValueError
    return f(a)


def apart(a, b):
    """Whether the first is less; at a kink there is nothing to compare."""
    if abs(a.value - b.value) < mpf(10) ** -20:
        raise ValueError
    return a.value < b.value


def main():
    rng = Random(1)
    lines = {}
    while len(lines) < 2000:
        text, f = tree(rng, rng.randrange(1, 6))
        x = rng.choice([rng.uniform(0.05, 4), rng.uniform(-4, 4), float(rng.randrange(1, 4))])
        if "x" not in text.replace("exp", "").replace("max", "") or len(text) > 120:
            continue
        try:
            slope = f(x).slope
        except (ValueError, ZeroDivisionError, TypeError, OverflowError):
            continue
        if slope == 0 or mpf(10) ** -200 < abs(slope) < mpf(10) ** 200:
            lines.setdefault(text, f"{text}\t{x.hex()}\t{float(slope).hex()}\n")
    Path(__file__).with_name("derivatives.tsv").write_text("".join(lines.values()))


main()
