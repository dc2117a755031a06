#!/usr/bin/env python3
"""Writes sums.tsv: sums and means by Python's fractions, each rounded once.

A double is also asked of math.fsum, which must agree wherever it does not overflow on the way.
Run it in its own folder; the same SEED writes the same file.
"""

import math
import random
import struct
from fractions import Fraction

SEED = 20261121
FORMATS = {"float64": (53, -1074, 1024), "float32": (24, -149, 128)}
TINY = 2.0**-1074
MAX = float.fromhex("0x1.fffffffffffffp1023")
MAX32 = float.fromhex("0x1.fffffep127")
rng = random.Random(SEED)


def nearest(x, name):
    """The number of the format nearest to the fraction, ties to even."""
    digits, lowest, limit = FORMATS[name]
    if x == 0:
        return 0.0
    power = abs(x.numerator).bit_length() - x.denominator.bit_length()
    if Fraction(2) ** power > abs(x):
        power -= 1
    step = Fraction(2) ** max(power - digits + 1, lowest)
    y = round(x / step) * step
    if abs(y) >= Fraction(2) ** limit:
        return math.inf if y > 0 else -math.inf
    return float(y)


def special(values):
    """What values that are not finite make of a sum; 0 for none."""
    return sum(v for v in values if not math.isfinite(v))


def answers(values, times):
    if s := special(values):
        return [s] * 4
    exact = sum(map(Fraction, values), Fraction(0)) * times
    sums = [nearest(exact, name) for name in FORMATS]
    try:
        if values and times == 1:
            assert math.fsum(values) == sums[0], values
    except OverflowError:
        assert max(map(abs, values)) > MAX / len(values)
    count = len(values) * times
    means = [nearest(exact / count, name) if count else math.nan for name in FORMATS]
    return sums + means


def as_float32(x):
    return struct.unpack("f", struct.pack("f", x))[0]


def is_float32(x):
    return not math.isfinite(x) or nearest(Fraction(x), "float32") == x


def any_double(lowest=0, highest=2046):
    bits = rng.getrandbits(1) << 63 | rng.randint(lowest, highest) << 52 | rng.getrandbits(52)
    return struct.unpack("d", struct.pack("Q", bits))[0]


def any_float(lowest=0, highest=254):
    bits = rng.getrandbits(1) << 31 | rng.randint(lowest, highest) << 23 | rng.getrandbits(23)
    return struct.unpack("f", struct.pack("I", bits))[0]


def shuffled(values):
    return rng.sample(values, len(values))


def cases():
    yield "none", []
    yield "zeros", [0.0, -0.0]
    yield "zeros", [-0.0]
    for any_value in (any_double, any_float):
        for _ in range(12):
            yield "one", [any_value()]
            yield "wide", [any_value() for _ in range(rng.randint(2, 30))]
            yield "subnormal", [any_value(0, 2) for _ in range(rng.randint(2, 9))]
            yield "near", [any_value(120, 122) for _ in range(rng.randint(2, 40))]
            half = [any_value() for _ in range(rng.randint(1, 15))]
            yield "cancelled", shuffled(half + [-v for v in half])
            yield "cancelled", shuffled(half + [-v for v in half] + [any_value(0, 40)])
    for _ in range(12):
        yield "losses", [rng.expovariate(1) for _ in range(37)]
        yield "losses", [as_float32(rng.expovariate(1)) for _ in range(37)]
    # On the way only, and in the end.
    for top, half_step in ((MAX, 2.0**970), (MAX32, 2.0**103)):
        for sign in (1, -1):
            top, half_step = sign * top, sign * half_step
            yield "overflow", [top, top, -top]
            yield "overflow", [top, top, top, -top, -top]
            yield "overflow", [top, top, -top, -top, sign * 1.5]
            yield "overflow", [top, top]
            yield "overflow", [top, half_step]
            yield "overflow", [top, half_step, -sign * TINY]
            yield "overflow", [top, half_step, sign * TINY]
            yield "overflow", [top, half_step / 2, half_step / 2]
    yield "overflow", [1e308, 1e308, -1e308]
    # Halfway between neighbours, and just beside.
    for name, (digits, lowest, _) in FORMATS.items():
        for power in (0, 7, -60, lowest + digits - 1, lowest + digits, lowest + 1):
            step = math.ldexp(1, max(power - digits + 1, lowest))
            for even in (0, 1):
                for aside in (0, TINY, -TINY, step / 2**40, -step / 2**40):
                    yield "tie", [math.ldexp(1, power), even * step, step / 2, aside]
                    yield "tie", [-math.ldexp(1, power), -even * step, -step / 2, aside]
                low = math.ldexp(1, power) + even * step
                yield "mean-tie", [low, low + step]
    # Rounding to float64 first would land on a tie of float32.
    for even in (0, 1):
        for aside in (2.0**-60, -(2.0**-60), 2.0**-200):
            yield "twice", [1 + even * 2.0**-23, 2.0**-24, aside]
    for count in (3, 5, 7, 10, 48):
        for numerator in range(1, 6):
            yield "tiny-mean", [numerator * TINY] + [0.0] * (count - 1)
            yield "tiny-mean", [numerator * 2.0**-149] + [0.0] * (count - 1)
    # A borrow that runs through every bit.
    yield "borrow", [TINY, -TINY - TINY, TINY]
    yield "borrow", [MAX, -TINY, -MAX]
    yield "borrow", [-TINY, MAX, TINY, -MAX, -TINY]
    for s in ([math.inf], [-math.inf], [math.inf, -math.inf], [math.nan], [math.nan, math.inf]):
        yield "special", s
        yield "special", shuffled(s + [1.0, -MAX32, 2.0**-149])
        yield "special", shuffled(s + s + [MAX, TINY])


def text(x):
    return repr(x) if not math.isfinite(x) else float(x).hex()


with open("sums.tsv", "w", encoding="utf-8") as file:
    print(f"# make.py, seed {SEED}, Python's fractions and math.fsum", file=file)
    print("tag\ttimes\tvalues\t>sum64\t>sum32\t>mean64\t>mean32", file=file)
    repeated = set()
    for tag, values in cases():
        rows = [1]
        # The first of each kind is repeated as well, until the values are sorted into bins.
        narrow = all(map(is_float32, values))
        kind = tag, narrow, str(sorted(v for v in values if not math.isfinite(v)))
        if values and kind not in repeated:
            repeated.add(kind)
            rows.append((260 if narrow else 1030) // len(values) + 1)
        for times in rows:
            row = [tag, str(times), " ".join(map(text, values))]
            print("\t".join(row + [text(x) for x in answers(values, times)]), file=file)
