"""Inputs whose results lie next to a tie, halfway between two floats, or on it."""

from bisect import bisect_left
from math import ulp

from mpmath import mp, mpf

from truth import enclosure

# A near tie is at most this many steps between neighbours away from the tie. Chance alone would
# take about half a million draws.
NEAR = mpf(2) ** -20
PRECISION = 300
BLOCK = 1 << 10


def scaled(function, xs, digits):
    """|value| in steps of a float of `digits` bits, and that step's logarithm."""
    value = enclosure(function, xs, PRECISION)[0]
    exponent = mp.mag(value) - digits
    return mp.ldexp(value, -exponent), exponent


def distance(function, xs, digits):
    steps, _ = scaled(function, xs, digits)
    return abs(steps - mp.floor(steps) - mpf(0.5))


def solve(function, xs, digits):
    """The last of `xs` moved to the double nearest to where the value is a tie, or None."""
    with mp.workprec(PRECISION):
        steps, exponent = scaled(function, xs, digits)
        goal = mp.floor(steps) + mpf(0.5)
        x = mpf(xs[-1])
        for _ in range(8):
            here = mp.ldexp(enclosure(function, [*xs[:-1], x], PRECISION)[0], -exponent)
            h = x * mpf(2) ** -80
            there = mp.ldexp(enclosure(function, [*xs[:-1], x + h], PRECISION)[0], -exponent)
            if here == goal or here == there:
                break
            x -= (here - goal) * h / (there - here)
        found = [*xs[:-1], float(x)]
        return found if distance(function, found, digits) < NEAR else None


def search(function, x, digits):
    """The double nearest to a tie among the 2^20 above `x`, or None.

    There the value is a quadratic in the number k of the double; with k = 1024 j + i one sorted
    table of what i adds serves every j.
    """
    with mp.workprec(PRECISION):
        step = ulp(x)
        ks = [0, BLOCK * BLOCK // 2, BLOCK * BLOCK]
        _, exponent = scaled(function, [x], digits)
        a, b, c = (
            mp.ldexp(enclosure(function, [x + k * step], PRECISION)[0], 64 - exponent) for k in ks
        )
        curve = (a - 2 * b + c) * 2 / ks[2] ** 2
        slope = (c - a) / ks[2] - curve * ks[2]
        middle = slope + curve * ks[2]
        turn = 1 << 64
        table = sorted((int(middle * i) % turn, i) for i in range(BLOCK))
        best = (turn, 0)
        for j in range(BLOCK):
            k = BLOCK * j
            want = ((turn >> 1) - int(a + slope * k + curve * k * k)) % turn
            at = bisect_left(table, (want, 0))
            for offset, i in (table[at - 1], table[at % BLOCK]):
                off = (offset - want) % turn
                best = min(best, (min(off, turn - off), k + i))
        found = x + best[1] * step
        return found if distance(function, [found], digits) < NEAR else None


def factors(rng, digits):
    """Two integers of at most 53 bits whose product is next to a tie, or on it."""
    while True:
        if digits == 24 or rng.random() < 0.2:
            bits = rng.randrange(2, digits)
            a, b = odd(rng, bits), odd(rng, digits + 1 - bits)
            if (a * b).bit_length() == digits + 1:
                return a, b
        else:
            # a b ends in 53 bits that are half of 2^53 and a little.
            a = odd(rng, 53)
            b = ((1 << 52) + rng.randrange(-9, 10)) * pow(a, -1, 1 << 53) % (1 << 53)
            if (a * b).bit_length() == 106:
                return a, b


def dividends(rng, digits):
    """Two integers of 53 bits, the quotient next to a tie: 2^(digits + 1) a = b (2 q + 1) + r."""
    while True:
        b, r = odd(rng, 53), rng.choice([-1, 1]) * rng.randrange(1, 10)
        a = r * pow(1 << (digits + 1), -1, b) % b
        q = ((a << (digits + 1)) - r) // b
        if a.bit_length() == 53 and q % 2 and q.bit_length() == digits + 1:
            return a, b


def odd(rng, bits):
    return rng.getrandbits(bits) | 1 | 1 << (bits - 1)
