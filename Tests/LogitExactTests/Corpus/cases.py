"""Which inputs a function is tried at: each case a tag and doubles."""

from math import ldexp, nextafter, ulp
from random import Random
from sys import float_info

from ties import dividends, factors, search, solve

MAX = float_info.max
PAIRS = ["add", "subtract", "multiply", "divide"]
SINGLES = ["exp", "log", "log1p", "expm1", "sqrt", "sigmoid", "softplus"]
LATER = ["exp2", "log2", "tanh", "erf", "power"]
FUNCTIONS = PAIRS + SINGLES + ["chain"] + LATER

COMMON = ["ordinary", "near0", "huge", "tiny", "tie32", "tie64"]
TAGS = {
    "add": ["cancel", "exact"],
    "subtract": ["cancel", "exact"],
    "multiply": ["near1", "exact"],
    "divide": ["near1", "exact"],
    "exp": [],
    "log": ["near1"],
    "log1p": ["cancel"],
    "expm1": ["cancel"],
    "sqrt": ["near1", "exact"],
    "sigmoid": [],
    "softplus": [],
    "exp2": ["exact"],
    "log2": ["near1", "exact"],
    "tanh": [],
    "erf": [],
    "power": ["near1", "exact"],
    "chain": ["cancel", "offset"],
}


def edges(function):
    least, most = ulp(0.0), MAX
    if function in PAIRS:
        ends = [0.0, least, -float_info.min, 1.0, -most]
        return [[x, y] for x in ends for y in ends if function != "divide" or y != 0]
    match function:
        case "chain":
            return [
                [0.0] * 4,
                [1e30, 0.0, 0.0, 0.0],
                [-1e30, 0.0, 0.0, 0.0],
                [0.0, least, 0.0, 0.0],
            ]
        case "power":
            bases = [least, 0.5, 1.0, nextafter(1.0, 2.0), 3.0, most]
            return [[x, y] for x in bases for y in (-1e30, -2.5, -1.0, 0.0, 0.5, 1e-300, 3.0)]
        case "log" | "log2":
            ends = [least, 1.0, most]
        case "log1p":
            ends = [nextafter(-1.0, 0.0), -least, -0.0, 0.0, least, most]
        case "sqrt":
            ends = [0.0, least, 1.0, most]
        case _:
            ends = [s * x for x in (0.0, least, 700.0, 1e6, 1e30) for s in (1, -1)]
    return [[x] for x in ends]


def cases(function, seed, count):
    """`count` different cases; a longer list of the same seed begins with a shorter one."""
    rng = Random(f"{seed} {function}")
    tags = COMMON + TAGS[function]
    found = {tuple(x.hex() for x in xs): ("edge", xs) for xs in edges(function)}
    turn = 0
    while len(found) < count:
        tag = tags[turn % len(tags)]
        turn += 1
        xs = inputs(function, tag, rng)
        if xs is not None:
            found.setdefault(tuple(x.hex() for x in xs), (tag, xs))
    return list(found.values())[:count]


def inputs(function, tag, rng):
    if function in PAIRS:
        return pair(function, tag, rng)
    if function == "chain":
        return chain(tag, rng)
    if function == "power":
        return power(tag, rng)
    x = single(function, tag, rng)
    return None if x is None else [x]


def signed(rng, x):
    return x if rng.random() < 0.5 else -x


def between(rng, low, high):
    """A double of 2^low to 2^high, each binade as likely."""
    return rng.uniform(1, 2) * 2.0 ** (rng.randrange(low, high))


def near0(rng):
    if rng.random() < 0.2:
        return ldexp(rng.getrandbits(rng.randrange(1, 53)) | 1, -1074)
    return between(rng, -997, -9)


def single(function, tag, rng):
    above0 = function in ("log", "log2", "sqrt")
    grows = function not in ("log", "log2", "log1p", "sqrt")
    match tag:
        case "ordinary":
            if function == "log1p" and rng.random() < 0.5:
                return -rng.random()
            x = rng.uniform(1, 50)
            return signed(rng, x) if grows else x
        case "near0":
            return near0(rng) if above0 else signed(rng, near0(rng))
        case "near1":
            if rng.random() < 0.5:
                return 1 + rng.randrange(-1000, 1001) * 2.0**-53
            power = 2.0 ** -rng.randrange(1, 54)
            return 1 + signed(rng, power * rng.choice([1, rng.uniform(1, 2) / 2]))
        case "huge":
            if not grows:
                return between(rng, 10, 1024)
            return signed(rng, 10 ** rng.uniform(*rng.choice([(2.85, 6), (6, 30)])))
        case "tiny":
            return tiny(function, rng)
        case "cancel":
            if function == "expm1":
                return signed(rng, between(rng, -80, -4))
            x = rng.randrange(1, 1000) * 2.0**-53 if rng.random() < 0.5 else between(rng, -53, -2)
            return x - 1
        case "exact" if function == "exp2":
            return float(rng.randrange(-1100, 1100))
        case "exact" if function == "log2":
            return 2.0 ** rng.randrange(-1074, 1024)
        case "exact":
            root = rng.getrandbits(rng.randrange(1, 27)) + 1
            return ldexp(root * root, 2 * rng.randrange(-500, 450))
        case "tie32":
            return (solve(function, [tie_start(function, 24, rng)], 24) or [None])[0]
        case "tie64":
            return search(function, tie_start(function, 53, rng), 53)


def tiny(function, rng):
    if function in ("exp", "exp2", "sigmoid", "softplus"):
        return -rng.uniform(690, 800) if rng.random() < 0.7 else -rng.uniform(800, 1e5)
    if function in ("log", "log2"):
        return 1 + signed(rng, 2.0**-53 * rng.randrange(2, 1 << 20))
    if function == "sqrt":
        return between(rng, -1022, -900)
    return signed(rng, between(rng, -1074, -900))


def tie_start(function, digits, rng):
    if function == "sqrt":
        # Float32 ends at 2^±128.
        return between(rng, -200, 200) if digits == 24 else between(rng, -1000, 1000)
    if function in ("log", "log2"):
        return between(rng, *rng.choice([(-900, -1), (1, 900)]))
    x = signed(rng, between(rng, -6, 1))
    return x / 2.5 if function == "log1p" else x


def power(tag, rng):
    """A base above 0 and an exponent."""
    base, exponent = rng.uniform(0.01, 50), signed(rng, rng.uniform(0.1, 20))
    match tag:
        case "near0":
            return [between(rng, -1074, -9), exponent]
        case "near1":
            return [1 + signed(rng, between(rng, -52, -9)), signed(rng, between(rng, -9, 60))]
        case "huge":
            return [between(rng, 10, 1024), signed(rng, between(rng, 3, 60))]
        case "tiny":
            return [base, signed(rng, between(rng, -1074, -30))]
        case "exact":
            # Whole exponents, and roots of what has one.
            if rng.random() < 0.5:
                return [signed(rng, float(rng.randrange(1, 1 << 12))), float(rng.randrange(-9, 10))]
            roots = rng.randrange(1, 4)
            exponent = ldexp(rng.randrange(1, 16), -roots)
            return [float(rng.randrange(2, 40) ** 2**roots), signed(rng, exponent)]
        case "tie32":
            return solve("power", [base, exponent / 8], 24)
        case "tie64":
            return None
    return [base, exponent]


def pair(function, tag, rng):
    sums = function in ("add", "subtract")
    match tag:
        case "ordinary":
            x, y = rng.uniform(1, 50), rng.uniform(1, 50)
        case "near0":
            x, y = near0(rng), rng.choice([near0(rng), rng.uniform(1, 50)])
            if rng.random() < 0.5:
                x, y = y, x
        case "huge":
            x, y = between(rng, 900, 1024), between(rng, *rng.choice([(900, 1024), (-1074, 1024)]))
            if function == "divide" and rng.random() < 0.5:
                y = near0(rng)
        case "tiny":
            x, y = between(rng, -1074, -980), between(rng, -1074, -980)
            if function == "divide":
                y = between(rng, 500, 1024)
        case "tie32" | "tie64":
            return tie(function, 24 if tag == "tie32" else 53, rng)
        case "cancel":
            x = signed(rng, between(rng, -300, 300))
            near = x * (1 + signed(rng, between(rng, -52, -2)))
            y = rng.choice([x + rng.randrange(-9, 10) * ulp(x), near])
            return [x, -y if function == "add" else y]
        case "near1":
            x = between(rng, -300, 300)
            y = 1 / x if function == "multiply" else x
            y += rng.randrange(-9, 10) * ulp(y)
        case "exact":
            y = ldexp(rng.getrandbits(rng.randrange(1, 27)) + 1, rng.randrange(-60, 60))
            x = ldexp(rng.getrandbits(rng.randrange(1, 27)), rng.randrange(-60, 60))
            if function == "divide":
                x *= y
            elif sums and rng.random() < 0.1:
                return [x, -x if function == "add" else x]
    return [signed(rng, x), signed(rng, y)]


def tie(function, digits, rng):
    # The result stays a normal number of its format, a product too.
    scale = rng.randrange(-50, 40) if digits == 24 else rng.randrange(-500, 400)
    if function == "multiply":
        x, y = factors(rng, digits)
    elif function == "divide":
        x, y = dividends(rng, digits)
    else:
        # Half a step of x, exactly or within 2^-20 of a step.
        x = rng.getrandbits(digits) | 1 << (digits - 1)
        y = 0.5 + rng.choice([0, signed(rng, between(rng, -54, -21))])
        y = signed(rng, y)
    x, y = signed(rng, ldexp(x, scale)), ldexp(y, scale)
    return [x, y] if rng.random() < 0.5 or function == "divide" else [y, x]


def chain(tag, rng):
    x = rng.uniform(-10, 10)
    match tag:
        case "ordinary":
            return [signed(rng, rng.uniform(1, 50)) for _ in range(4)]
        case "near0":
            return [signed(rng, near0(rng)) for _ in range(4)]
        case "huge":
            return [signed(rng, 10 ** rng.uniform(1, 30)) for _ in range(4)]
        case "tiny":
            return [x] + [x - 10 ** rng.uniform(2.5, 5) for _ in range(3)]
        case "cancel":
            ahead = rng.uniform(2, 300)
            return [x] + [x - ahead - rng.expovariate(0.2) for _ in range(3)]
        case "offset":
            shift = signed(rng, 10 ** rng.uniform(3, 15))
            return [shift + rng.choice([0, rng.uniform(-20, 20)]) for _ in range(4)]
        case "tie32" | "tie64":
            # The last class weighs so little that its logit tunes the sum finely.
            far = rng.uniform(5, 12) if tag == "tie32" else rng.uniform(25, 33)
            near = [x, x + rng.uniform(-10, 2), x + rng.uniform(-10, 2)]
            return solve("chain", near + [x - far], 24 if tag == "tie32" else 53)
