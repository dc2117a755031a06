#!/usr/bin/env python3
"""Writes digits.tsv: formulas, inputs and the first digits of their values.

A formula without functions is evaluated in fractions, any other with mpmath 1.3 at so many digits
that twice as many say the same. Run it in its own folder; the same SEED writes the same file.

One case a line, separated by tabs: the formula; its inputs, hexadecimal doubles, as `x=0x1p+0` or
`z=0x1p+0,0x1p+1`, separated by spaces; the sign; the exponent of the first digit; the digits, cut
and not rounded; and a flag: `2` a value with all its digits that is a binary fraction, `=` another
that ends here, `~` one that goes on.
"""

import random
import re
from fractions import Fraction

import mpmath
from mpmath import mp, mpf

SEED = 20261121
SHORT, LONG = 110, 1010
rng = random.Random(SEED)


def sigmoid(x):
    return 1 / (1 + mp.exp(-x))


def softplus(x):
    return mp.log1p(mp.exp(x)) if x < 0 else x + mp.log1p(mp.exp(-x))


def lse(z):
    return mp.log(sum(mp.exp(v) for v in z))


class Vector(list):
    """Elementwise arithmetic."""

    def pair(self, other, f):
        others = other if isinstance(other, Vector) else [other] * len(self)
        return Vector(f(a, b) for a, b in zip(self, others))

    def __add__(self, other): return self.pair(other, lambda a, b: a + b)
    def __sub__(self, other): return self.pair(other, lambda a, b: a - b)
    def __mul__(self, other): return self.pair(other, lambda a, b: a * b)
    def __truediv__(self, other): return self.pair(other, lambda a, b: a / b)


def each(f):
    return lambda x: Vector(f(v) for v in x) if isinstance(x, Vector) else f(x)


FUNCTIONS = {
    "exp": each(mp.exp), "log": each(mp.log), "sqrt": each(mp.sqrt), "abs": each(abs),
    "log1p": each(mp.log1p), "expm1": each(mp.expm1),
    "sigmoid": each(sigmoid), "softplus": each(softplus),
    "log_sigmoid": each(lambda x: -softplus(-x)),
    "sum": sum, "mean": lambda z: sum(z) / len(z), "logsumexp": lse,
    "softmax": lambda z: Vector(mp.exp(v - lse(z)) for v in z),
    "log_softmax": lambda z: Vector(v - lse(z) for v in z),
    "others": lambda z, k: Vector(v for i, v in enumerate(z) if i != k),
    "argmax": lambda z: mpf(max(range(len(z)), key=lambda i: z[i])),
    "times": lambda a, b: a * b,
    "clip": lambda z, a, b: Vector(min(max(v, a), b) for v in z),
    "max": lambda *all: max(all[0]) if len(all) == 1 else max(all),
    "min": lambda *all: min(all[0]) if len(all) == 1 else min(all),
}
LITERAL = re.compile(r"(?<![\w.])(0x[0-9a-f.]+p[+-]?\d+|\d*\.?\d+(?:e[+-]?\d+)?)")


def literal(text):
    if text.startswith("0x"):
        return Fraction(float.fromhex(text))
    return Fraction(text)


def evaluate(formula, inputs, kind):
    """The value, with numbers of a kind."""

    def wrap(match):
        before = formula[: match.start()].rstrip()
        text = match.group(0)
        # Exponents and indices are whole numbers.
        if before.endswith("^") or before.endswith("["):
            return text
        if formula[: match.start()].rstrip().endswith(",") and "others" in formula:
            return text
        return f"L({text!r})"

    names = {
        name: Vector(kind(Fraction(v)) for v in value)
        if isinstance(value, list) else kind(Fraction(value))
        for name, value in inputs.items()
    }
    python = LITERAL.sub(wrap, formula).replace("^", "**")
    return eval(python, {**FUNCTIONS, **names, "L": lambda text: kind(literal(text))})


def number(fraction):
    return mpf(fraction.numerator) / mpf(fraction.denominator)


def cut(magnitude, count, power):
    """Digits and exponent of a positive value, by a guess of its exponent."""
    while True:
        shift = count - 1 - power
        digits = int(magnitude * (10**shift if shift >= 0 else Fraction(1, 10**-shift)))
        if len(str(digits)) == count:
            return str(digits), power
        power += 1 if len(str(digits)) > count else -1


def of_fraction(value, count):
    text = str(value.numerator).lstrip("-")
    digits, power = cut(abs(value), count, len(text) - len(str(value.denominator)))
    whole = Fraction(int(digits)) * Fraction(10) ** (power - count + 1) == abs(value)
    if not whole:
        return digits, power, "~"
    isDyadic = value.denominator & (value.denominator - 1) == 0
    return digits.rstrip("0"), power, "2" if isDyadic else "="


def of_mp(formula, inputs, count):
    answers = []
    for digits in (count * 2 + 500, count * 4 + 1000):
        mp.dps = digits
        value = evaluate(formula, inputs, number)
        magnitude = abs(value)
        power = int(mp.floor(mp.log10(magnitude)))
        scaled = magnitude * mp.power(10, count - 1 - power)
        answers.append((value < 0, str(int(scaled)), power))
    assert answers[0] == answers[1] and len(answers[0][1]) == count, formula
    return answers[0]


def write(file, formula, inputs, count=SHORT):
    is_plain = not re.search(r"[a-z_0-9]\(", formula)
    if is_plain:
        value = evaluate(formula, inputs, Fraction)
        digits, power, flag = of_fraction(value, count)
        negative = value < 0
    else:
        negative, digits, power = of_mp(formula, inputs, count)
        # None ends that is not clipped to a number that does.
        flag = "=" if "clip" in formula and len(digits.rstrip("0")) < 10 else "~"
        digits = digits.rstrip("0") if flag == "=" else digits
    texts = [
        f"{name}=" + ",".join(float(v).hex() for v in (value if isinstance(value, list) else [value]))
        for name, value in inputs.items()
    ]
    sign = "-" if negative else "+"
    file.write("\t".join([formula, " ".join(texts), sign, str(power), digits, flag]) + "\n")


def uniform(a, b):
    return rng.uniform(a, b)


def spread(a, b):
    """A positive double, evenly over the exponents of ten."""
    return float(f"1e{rng.randint(a, b)}") * uniform(1, 10)


def cases():
    # Numbers that end, among them ties, and such as have carries.
    for text in [
        "0.5", "2^10", "1/8", "1e22", "2^64 - 1", "0x1.8p-3", "3 * 4", "2.5", "12345.5", "0.125",
        "99.5", "9995/2", "999999.5", "1e300", "3^40", "0.1", "0.1 * 3", "0.1 * 25",
        "0.1 * 123455", "1e-30", "1e40", "1/3", "2/3", "1/7", "1e22/3", "-1/3", "-2.5", "-0.1",
        "1 - 1e-30", "10 - 1e-20", "1e22 - 1e-10", "1 + 1e-30", "1000 + 1e-45", "9.9999999995",
        "0.99999999999999999999999999999949", "0.00001", "0.000123456", "123456789012345678901234567890",
        "1 - 0x1p-60", "1e-5 - 1e-40", "(1 - 1e-25)^3", "7^30/3^30", "0x1p-400", "1e17 + 0.5",
    ]:
        yield text, {}, SHORT
    for x in (5e-324, 2.0**-1022, 1.7976931348623157e308, 0.1, 1 / 3, 1e22, 1e23, -0.3):
        yield "x", {"x": x}, LONG
    yield "x * y", {"x": 0.1, "y": 0.3}, SHORT
    yield "x / y", {"x": 0.1, "y": 0.3}, LONG
    # The issue, and what is far from 1.
    yield "log(1 + exp(x))", {"x": -40.0}, LONG
    for text in [
        "exp(-1e30)", "exp(1e18)", "exp(-1e18)", "exp(exp(80))", "exp(-exp(80))", "exp(1e6)",
        "log1p(exp(-1e6))", "sigmoid(-1e7)", "softplus(-1e5)", "log_sigmoid(1e4)",
        "exp(1e15)/exp(1e15 - 2)", "sqrt(exp(1e18))", "exp(-1e18) * exp(1e12)",
        "log(exp(1e18))/3", "exp(-1e25) + exp(-1e24)", "expm1(1e9)", "exp(1e-300)", "log1p(1e-200)",
        "expm1(1e-250)", "expm1(-1e-40)", "log(1 + 1e-50)", "sqrt(1e-301)", "exp(-1e-20)",
        "1/exp(1e18)", "exp(1e18)^3", "-exp(1e18)",
        "sigmoid(60)", "1 - exp(-80)", "10 * (1 - exp(-100))", "1 - sigmoid(200)", "100 - exp(-50)",
        "1000 * sigmoid(75)", "softplus(60)", "exp(1)", "log(2)", "sqrt(2)", "log(10)",
        "exp(sqrt(163) * 3.14159265358979323846264338327950288419716939937510)",
    ]:
        yield text, {}, LONG if len(text) < 9 else SHORT
    one = ["exp(x)", "log(x)", "log1p(x)", "expm1(x)", "sqrt(x)", "sigmoid(x)", "softplus(x)",
           "log_sigmoid(x)", "abs(log(x))", "-exp(x)", "exp(-x)", "expm1(-x)", "sigmoid(-x)",
           "log(1 + exp(-x))", "(exp(x) - 1)/x", "sqrt(x^2 + 1) - x", "x^7 - exp(x)",
           "log(x) * log(x + 1)", "1/(1 + exp(x))", "e^x - e^-x".replace("e^x", "exp(x)").replace("e^-x", "exp(-x)")]
    for formula in one:
        for draw in (lambda: uniform(0.1, 30), lambda: spread(-12, 2), lambda: spread(-200, -3), lambda: uniform(30, 900)):
            x = draw()
            yield formula, {"x": x}, SHORT
        if formula in one[:8]:
            yield formula, {"x": uniform(0.1, 5)}, LONG
    vector = ["softmax(z)[0]", "softmax(z)[2]", "log_softmax(z)[1]", "logsumexp(z)", "sum(exp(z))",
              "mean(sigmoid(z))", "max(exp(z))", "min(exp(z))", "sum(clip(exp(z), 0.5, 2))",
              "logsumexp(others(z, 1))", "sum(times(y, log_softmax(z)))",
              "sum(y * (logsumexp(z) - z[0]))", "log(sum(exp(z))) - z[0]",
              "logsumexp(z - max(z))", "sum(softplus(z) - z * y)", "exp(log_softmax(z)[0])"]
    for formula in vector:
        for size in (0.01, 1, 5, 60, 600):
            z = [uniform(-size, size) for _ in range(3)]
            y = [uniform(0, 1) for _ in range(3)]
            yield formula, {"z": z, "y": y} if "y" in formula else {"z": z}, SHORT
    # One class ahead: the two parts agree in many digits.
    for lead in (5, 30, 60, 90, 120):
        z = [lead + uniform(0, 1)] + [uniform(-1, 1) for _ in range(3)]
        yield "log(exp(z[0]) + exp(z[1]) + exp(z[2]) + exp(z[3])) - z[0]", {"z": z}, SHORT
        yield "logsumexp(z) - z[0]", {"z": z}, SHORT
    yield "logsumexp(z) - z[0]", {"z": [40.0, 0.5, -3.0]}, LONG


def main():
    with open("digits.tsv", "w") as out:
        for formula, inputs, digits in cases():
            write(out, formula, inputs, digits)


if __name__ == "__main__":
    main()
