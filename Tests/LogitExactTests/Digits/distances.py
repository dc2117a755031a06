#!/usr/bin/env python3
"""Writes distances.tsv: how far numbers are from the values of formulas, in ulps of a format.

The values are those of make.py, at 600 digits; the rest is fractions. An ulp is that of the exact
value rounded to the format. Run it in its own folder; the same SEED writes the same file.

One case a line, separated by tabs: the formula, its inputs, the format, the number, hexadecimal,
and the distance with 20 digits.
"""

import random
from fractions import Fraction

import make
from mpmath import mp, nstr, mpf

FORMATS = {
    "float64": (53, -1022), "float32": (24, -126), "bfloat16": (8, -126), "float16": (11, -14),
    "float8_e5m2": (3, -14), "float8_e4m3fn": (4, -6),
}
rng = random.Random(make.SEED + 1)


def fraction(value):
    sign, mantissa, exponent, _ = value._mpf_
    whole = Fraction(mantissa) * Fraction(2) ** exponent
    return -whole if sign else whole


def spacing(value, precision, least):
    exponent = value.numerator.bit_length() - value.denominator.bit_length()
    if abs(value) < Fraction(2) ** exponent:
        exponent -= 1
    return Fraction(2) ** (max(exponent, least) - precision + 1)


def rounded(value, precision, least):
    if value == 0:
        return value
    unit = spacing(abs(value), precision, least)
    return round(value / unit) * unit


def write(out, formula, inputs, name, choose):
    mp.dps = 600
    exact = fraction(mpf(make.evaluate(formula, inputs, make.number)))
    precision, least = FORMATS[name]
    near = rounded(exact, precision, least)
    unit = spacing(abs(near), precision, least) if near else Fraction(2) ** (least - precision + 1)
    value = rounded(choose(near, unit), precision, least)
    distance = (value - exact) / unit
    mp.dps = 40
    text = "0" if distance == 0 else nstr(make.number(distance), 20, min_fixed=0, max_fixed=0)
    numbers = " ".join(
        f"{key}=" + ",".join(float(v).hex() for v in (all if isinstance(all, list) else [all]))
        for key, all in inputs.items())
    out.write("\t".join([formula, numbers, name, float(value).hex(), text]) + "\n")


with open("distances.tsv", "w") as out:
    # What a program gives, its neighbours, 0, and what is far off.
    choices = [
        lambda near, unit: near, lambda near, unit: near + unit, lambda near, unit: near - 7 * unit,
        lambda near, unit: Fraction(0), lambda near, unit: -near, lambda near, unit: near * 3 / 2,
    ]
    for name in FORMATS:
        for formula in ["exp(x)", "log(x)", "sigmoid(x)", "log(1 + exp(-x))", "sqrt(x)", "x / 3"]:
            for choose in choices:
                write(out, formula, {"x": rng.uniform(0.5, 3)}, name, choose)
    # Exact values.
    for name, value in [("float32", 0.75), ("float16", -1.5), ("float64", 2.0**-1074)]:
        for choose in choices:
            write(out, "x + x", {"x": value}, name, choose)
    write(out, "log(1 + exp(x))", {"x": -20.0}, "float32", lambda near, unit: Fraction(0))
    write(out, "log(1 + exp(x))", {"x": -40.0}, "float64", lambda near, unit: Fraction(0))
    # Both sides of a power of two, where the ulp doubles.
    for name, (precision, _) in FORMATS.items():
        for tail in ("1e-9", "1e-30"):
            for sign in "+-":
                for choose in choices[:4]:
                    write(out, f"4 {sign} {tail}", {}, name, choose)
                    write(out, f"1 {sign} exp(x)", {"x": -50.0}, name, choose)
    # Under the least number, and between two of the least ones.
    for name, (precision, least) in FORMATS.items():
        tiny = 2.0 ** max(least - precision + 1, -1074)
        for formula in ("x * exp(-1)", "x * exp(-5)", "x * exp(1)", "x * exp(-100)"):
            for choose in choices[:4]:
                write(out, formula, {"x": tiny}, name, choose)
