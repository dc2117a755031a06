"""Checks a written file by other ways than the one that made it."""

from fractions import Fraction
from math import log2

from mpmath import iv, libmp, mp, mpf

from cases import LATER, PAIRS
from truth import BITS

try:
    import gmpy2
except ImportError:
    gmpy2 = None

PRECISION = 4000
# MPFR shares no code with mpmath. Intervals of mpmath stand in where MPFR is missing or its
# exponents end, and on one line of so many besides; their exp and log are those of truth.py.
SAMPLE = 7
OPERATIONS = {
    "add": Fraction.__add__,
    "subtract": Fraction.__sub__,
    "multiply": Fraction.__mul__,
    "divide": Fraction.__truediv__,
}


def check(function, path):
    """Raises AssertionError, naming the line, if a line of the file is wrong."""
    counts = {}
    rows = path.read_text(encoding="ascii").splitlines()
    assert len(rows) == len(set(rows)), f"{path}: a line twice"
    for number, row in enumerate(rows, 1):
        where = f"{path}:{number}"
        tag, *inputs, sign, mantissa, exponent, flag = row.split("\t")
        count = 4 if function == "chain" else 2 if function in [*PAIRS, "power"] else 1
        assert len(inputs) == count, where
        xs, m, e = [float.fromhex(x) for x in inputs], int(mantissa, 16), int(exponent)
        check_form(m, sign, flag, where)
        if tag in ("tie32", "tie64"):
            check_tie(m, 24 if tag == "tie32" else 53, where)
        if function in OPERATIONS or function == "sqrt":
            assert agrees(function, xs, sign, m, e, flag), where
            verdicts = {"fractions": "proved"}
        elif flag == "=" and function in LATER:
            assert is_exactly(function, xs, sign, m, e), where
            verdicts = {"fractions": "proved"}
        else:
            bounds = by_mpfr(function, xs) if gmpy2 else None
            ways = {"mpfr": bounds} if bounds else {}
            if not bounds or number % SAMPLE == 1:
                ways["mpmath.iv"] = by_intervals(function, xs)
            limits = strict_limits(function, xs)
            verdicts = {way: compare(ends, limits, sign, m, e, flag) for way, ends in ways.items()}
        for way, verdict in verdicts.items():
            assert verdict != "wrong", f"{where}: {way}"
            counts[way, verdict] = counts.get((way, verdict), 0) + 1
    told = ", ".join(f"{n} {verdict} by {way}" for (way, verdict), n in sorted(counts.items()))
    print(f"{function}: {len(rows)} lines, {told}")


def check_form(m, sign, flag, where):
    assert flag in ("=", "~") and (sign == "0") == (m == 0) and sign in ("+", "-", "0"), where
    if flag == "~":
        assert m.bit_length() == BITS, where
    else:
        assert m.bit_length() <= BITS and (m % 2 or m == 0), where


def check_tie(m, digits, where):
    low = m.bit_length() - digits
    assert low > 0, where
    rest = m % (1 << low)
    assert abs(Fraction(rest, 1 << low) - Fraction(1, 2)) < Fraction(1, 1 << 20), where


def agrees(function, xs, sign, m, e, flag):
    """By the definition, in fractions: for a root, of the square."""
    least, most = m * Fraction(2) ** e, (m + 1) * Fraction(2) ** e
    if function == "sqrt":
        value, least, most = Fraction(xs[0]), least * least, most * most
    else:
        value = OPERATIONS[function](*map(Fraction, xs))
    right = "0" if value == 0 else "+" if value > 0 else "-"
    size = abs(value)
    return sign == right and (size == least if flag == "=" else least < size < most)


def is_exactly(function, xs, sign, m, e):
    """By what the value undoes."""
    x = Fraction(xs[0])
    power = Fraction(xs[-1]) if function == "power" else x
    if function == "exp2" or abs(e) > 1 << 14:
        base = 1 if function == "exp2" else int(log2(xs[0]))
        return (sign, m) == ("+", 1) and e == base * power
    value = (-m if sign == "-" else m) * Fraction(2) ** e
    match function:
        case "log2":
            return value.denominator == 1 and Fraction(2) ** int(value) == x
        case "power":
            return value**power.denominator == x**power.numerator
    return value == x == 0


def compare(bounds, limits, sign, m, e, flag):
    """What `bounds`, [low, high] around the value, and `limits`, (floor, roof), say of a line."""
    low, high = bounds
    if sign == "-":
        low, high = (mp.fneg(end, exact=True) for end in (high, low))
    least, most = (mp.make_mpf(libmp.from_man_exp(n, e)) for n in (m, m + 1))
    if flag == "=":
        return "proved" if low == least == high else "wrong"
    floor, roof = limits
    above, below = least < low or least <= floor, high < most or roof <= most
    return "proved" if above and below else "wrong"


def strict_limits(function, xs):
    """What the size of a value is above and below, where 4000 bits do not tell: 1 - exp(-1e6)."""
    x = [mpf(x) for x in xs]
    match function:
        case "softplus":
            return max(x[0], mpf(0)), mp.inf
        case "chain":
            return max(mp.fsub(y, x[0], exact=True) for y in x), mp.inf
        case "sigmoid":
            return mpf(0), mpf(1)
        case "expm1" if x[0] < 0:
            return mpf(0), mpf(1)
        case "tanh" | "erf":
            return mpf(0), mpf(1)
    return mpf(0), mp.inf


def by_intervals(function, xs):
    iv.prec = PRECISION
    x = [iv.mpf(x) for x in xs]
    match function:
        case "exp":
            value = iv.exp(x[0])
        case "log":
            value = iv.log(x[0])
        case "log1p":
            value = iv.log(1 + x[0])
        case "expm1":
            value = iv.exp(x[0]) - 1
        case "sigmoid":
            value = 1 / (1 + iv.exp(-x[0]))
        case "exp2":
            value = iv.exp(x[0] * iv.ln2)
        case "log2":
            value = iv.log(x[0]) / iv.ln2
        case "tanh":
            value = 1 - 2 / (iv.exp(2 * x[0]) + 1)
        case "erf":
            # Of mpmath's own a thousandth of the digits is left out.
            mp.prec = PRECISION
            value = mp.erf(mpf(xs[0]))
            slack = mp.ldexp(abs(value), -PRECISION + 64)
            return value - slack, value + slack
        case "power" if xs[0] < 0:
            value = -iv.exp(x[1] * iv.log(-x[0])) if xs[1] % 2 else iv.exp(x[1] * iv.log(-x[0]))
        case "power":
            value = iv.exp(x[1] * iv.log(x[0]))
        case "softplus":
            value = log1p(iv.exp(x[0]))
        case "chain":
            value = log1p(sum(iv.exp(y - x[0]) for y in x[1:]))
    return tuple(mp.make_mpf(end) for end in value._mpi_)


def log1p(y):
    # y - y²/2 < log(1 + y) < y
    return iv.mpf([(y - y * y / 2).a, y.b]) if y.b < 2.0**-1000 else iv.log(1 + y)


def by_mpfr(function, xs):
    low, high = (
        composed(function, xs, towards, against)
        for towards, against in [
            (gmpy2.RoundDown, gmpy2.RoundUp),
            (gmpy2.RoundUp, gmpy2.RoundDown),
        ]
    )
    if not (gmpy2.is_finite(low) and gmpy2.is_finite(high)) or low == 0 < high:
        return None
    return number(low), number(high)


def composed(function, xs, towards, against):
    """The value at a directed rounding, which `against` turns round for a divisor."""

    def rounding(mode):
        return gmpy2.context(
            precision=PRECISION, round=mode, emax=gmpy2.get_emax_max(), emin=gmpy2.get_emin_min()
        )

    with rounding(towards):
        x = [gmpy2.mpfr(x) for x in xs]
        match function:
            case "exp":
                return gmpy2.exp(x[0])
            case "log":
                return gmpy2.log(x[0])
            case "log1p":
                return gmpy2.log1p(x[0])
            case "expm1":
                return gmpy2.expm1(x[0])
            case "exp2":
                return gmpy2.exp2(x[0])
            case "log2":
                return gmpy2.log2(x[0])
            case "tanh":
                return gmpy2.tanh(x[0])
            case "erf":
                return gmpy2.erf(x[0])
            case "power":
                return x[0] ** x[1]
            case "softplus":
                return gmpy2.log1p(gmpy2.exp(x[0]))
            case "chain":
                # Differences of doubles up to 1e30 need fewer than PRECISION bits.
                total = gmpy2.mpfr(0)
                for y in x[1:]:
                    total += gmpy2.exp(y - x[0])
                return gmpy2.log1p(total)
            case "sigmoid":
                with rounding(against):
                    under = 1 + gmpy2.exp(-x[0])
                return 1 / under


def number(x):
    mantissa, exponent = x.as_mantissa_exp()
    return mp.make_mpf(libmp.from_man_exp(int(mantissa), int(exponent)))
