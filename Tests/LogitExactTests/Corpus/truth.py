"""What a function of doubles is, cut to BITS bits, with the proof that the cut is right."""

from fractions import Fraction
from math import frexp, isqrt

from mpmath import mp, mpf

BITS = 640
FIRST_PRECISION = 1500
# Every formula below keeps its relative error under 2^(SLACK - p) at precision p.
GUARD, SLACK = 32, 16

ARITHMETIC = {"add", "subtract", "multiply", "divide"}
EXACT = {
    ("exp", 0.0): (1, 0),
    ("expm1", 0.0): (0, 0),
    ("log", 1.0): (0, 0),
    ("log1p", 0.0): (0, 0),
    ("sigmoid", 0.0): (1, -1),
    ("tanh", 0.0): (0, 0),
    ("erf", 0.0): (0, 0),
}


def truth(function, xs):
    """(sign, mantissa, exponent, exact) of `function` at the doubles `xs`."""
    if function in ARITHMETIC:
        return quotient(*ratio(function, xs))
    if function == "sqrt":
        return (int(xs[0] > 0), *root(xs[0]))
    if (function, xs[0]) in EXACT:
        mantissa, exponent = EXACT[function, xs[0]]
        return (int(mantissa > 0), mantissa, exponent, True)
    if (exact := rational(function, xs)) is not None:
        return exact
    # No other value is rational (Lindemann and Weierstrass; Gelfond and Schneider for powers), or is
    # known to be, so none has finitely many bits.
    p = FIRST_PRECISION
    while True:
        cut, again = common(*enclosure(function, xs, p)), common(*enclosure(function, xs, 2 * p))
        if cut is not None and cut == again:
            return (sign(function, xs[0]), *cut, False)
        p *= 2


def sign(function, x):
    negative = {f: x < 0 for f in ("log1p", "expm1", "tanh", "erf")}
    negative |= {"log": x < 1, "log2": x < 1}
    return -1 if negative.get(function, False) else 1


def rational(function, xs):
    """A value that is one, of the functions to base 2 and of powers."""
    x = xs[0]
    if function == "exp2" and x == int(x):
        return 1, 1, int(x), True
    if function == "log2" and frexp(x)[0] == 0.5:
        return quotient(frexp(x)[1] - 1, 1)
    if function != "power":
        return None
    base, exponent = map(Fraction, xs)
    if base == 1:
        return 1, 1, 0, True
    # A root of a fraction is one only where top and bottom have it.
    while exponent.denominator > 1 and base > 0:
        top, bottom = isqrt(base.numerator), isqrt(base.denominator)
        if top**2 != base.numerator or bottom**2 != base.denominator:
            return None
        base, exponent = Fraction(top, bottom), exponent * 2
    if abs(exponent) > 1 << 12:
        if frexp(xs[0])[0] == 0.5:
            return 1, 1, int(Fraction(xs[1]) * (frexp(xs[0])[1] - 1)), True
        # A whole number of more bits than a line has.
        return None
    value = base ** int(exponent)
    return quotient(value.numerator, value.denominator)


def ratio(function, xs):
    (a, b), (c, d) = (x.as_integer_ratio() for x in xs)
    match function:
        case "add":
            return a * d + c * b, b * d
        case "subtract":
            return a * d - c * b, b * d
        case "multiply":
            return a * c, b * d
        case "divide":
            return (a * d, b * c) if c > 0 else (-a * d, -b * c)


def quotient(over, under):
    if over == 0:
        return 0, 0, 0, True
    size = abs(over)
    shift = BITS - size.bit_length() + under.bit_length()
    mantissa, rest = divmod(size << max(shift, 0), under << max(-shift, 0))
    if mantissa.bit_length() > BITS:
        mantissa, rest, shift = mantissa >> 1, rest + (mantissa & 1), shift - 1
    return (1 if over > 0 else -1, *shortest(mantissa, -shift, rest == 0))


def root(x):
    over, under = x.as_integer_ratio()
    if over == 0:
        return 0, 0, True
    exponent = 1 - under.bit_length()
    shift = 2 * BITS - over.bit_length()
    shift += (exponent - shift) % 2
    # A double is an integer of at most 1024 bits over a power of two, so this is no shift right.
    square = over << shift
    mantissa = isqrt(square)
    exact = mantissa * mantissa == square
    exponent = (exponent - shift) // 2
    extra = mantissa.bit_length() - BITS
    if extra > 0:
        exact = exact and mantissa % (1 << extra) == 0
        mantissa, exponent = mantissa >> extra, exponent + extra
    return shortest(mantissa, exponent, exact)


def shortest(mantissa, exponent, exact):
    if exact:
        zeros = (mantissa & -mantissa).bit_length() - 1
        mantissa, exponent = mantissa >> zeros, exponent + zeros
    return mantissa, exponent, exact


def common(low, high):
    """The one BITS-bit cut of all numbers strictly between `low` and `high`, if there is one."""
    (_, m, e, _), (_, n, f, _) = low._mpf_, high._mpf_
    below = BITS + 2
    first, last = cut(int(m), e), cut((int(n) << below) - 1, f - below)
    return first if first == last else None


def cut(mantissa, exponent):
    extra = mantissa.bit_length() - BITS
    mantissa = mantissa >> extra if extra > 0 else mantissa << -extra
    return mantissa, exponent + extra


def enclosure(function, xs, p):
    """Two numbers around |value|, from a form in which nothing cancels."""
    xs = [mpf(x) if isinstance(x, float) else x for x in xs]
    x = xs[0]
    with mp.workprec(p + GUARD):
        match function:
            case "exp":
                return around(mp.exp(x), p)
            case "log":
                return around(abs(mp.log(x)), p)
            case "log1p":
                return around(abs(mp.log(mp.fadd(1, x, exact=True))), p)
            case "expm1":
                return abs_expm1(x, p)
            case "sqrt":
                return around(mp.sqrt(x), p)
            case "sigmoid":
                return sigmoid(x, p)
            case "softplus":
                return log_sum_exp([mpf(0), x], p)
            case "exp2":
                return power(mpf(2), x, p)
            case "log2":
                return around(abs(mp.log(x) / mp.ln2), p)
            case "tanh":
                return abs_tanh(abs(x), p)
            case "erf":
                return abs_erf(abs(x), p)
            case "power":
                return power(x, xs[1], p)
            case "chain":
                return log_sum_exp([mp.fsub(y, x, exact=True) for y in xs], p)


def around(value, p):
    with mp.workprec(p + 2 * GUARD):
        slack = mp.ldexp(value, SLACK - p)
        return value - slack, value + slack


def just_below_one(p):
    return mp.fsub(1, mp.ldexp(1, -p), exact=True), mpf(1)


def abs_expm1(x, p):
    if x < -p:
        return just_below_one(p)
    with mp.workprec(p + GUARD + max(0, -mp.mag(x))):
        return around(abs(mp.exp(x) - 1), p)


def power(base, exponent, p):
    # The error of the product is one of the power's digits.
    with mp.workprec(p + 2 * GUARD + max(0, mp.mag(exponent) + mp.mag(mp.log(base)))):
        return around(mp.exp(exponent * mp.log(base)), p)


def abs_tanh(x, p):
    if x > p:
        return just_below_one(p)
    with mp.workprec(p + GUARD + max(0, -mp.mag(x))):
        e = mp.exp(2 * x)
        low, high = around(2 / (e + 1), p)
        if x > 1:
            return mp.fsub(1, high, exact=True), mp.fsub(1, low, exact=True)
        return around((e - 1) / (e + 1), p)


def abs_erf(x, p):
    # 1 - erf(x) < exp(-x²)
    if x * x > p:
        return just_below_one(p)
    if x > 1:
        low, high = around(mp.erfc(x), p)
        return mp.fsub(1, high, exact=True), mp.fsub(1, low, exact=True)
    return around(mp.erf(x), p)


def sigmoid(x, p):
    if x > p:
        return just_below_one(p)
    e = mp.exp(-abs(x))
    low, high = around(e / (1 + e), p)
    if x < 0:
        return low, high
    return mp.fsub(1, high, exact=True), mp.fsub(1, low, exact=True)


def log_sum_exp(ds, p):
    """log Σ exp(d) for `ds` of which one is 0: max + log1p of the others, neither negative."""
    ds = sorted(ds)
    most = ds.pop()
    others = mp.fsum(mp.exp(mp.fsub(d, most, exact=True)) for d in ds)
    low, high = around(log1p_positive(others, p), p)
    if most == 0:
        return low, high
    # Far below every bit of `most` all that counts is that there is something.
    if mp.mag(high) < -8 * p:
        low, high = mpf(0), mp.ldexp(1, -8 * p)
    return mp.fadd(most, low, exact=True), mp.fadd(most, high, exact=True)


def log1p_positive(y, p):
    # y - y²/2 < log1p(y) < y
    if mp.mag(y) < -p:
        return y
    with mp.workprec(2 * p + 2 * GUARD):
        return mp.log(1 + y)
