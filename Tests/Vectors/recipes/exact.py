"""The recipes' losses and gradients in mpmath, apart from any framework.

Every loss takes a row of logits, its labels (one a class) and the parameters, and returns loss and
gradient; the gradient is a closed form, and `solved` holds it to a central difference of the loss.
"""

from fractions import Fraction

from mpmath import exp, inf, isinf, isnan, log, mp, mpf, nstr, tanh


def times(a, b):
    """0 where a factor is 0, whatever the other is."""
    return mpf(0) if a == 0 or b == 0 else a * b


def total(terms):
    return sum(terms, mpf(0))


def power(a, b):
    return mpf(1) if b == 0 else inf if a == 0 and b < 0 else a**b


def softmax(z):
    """Probabilities, what is left of 1, and logarithms."""
    top = max(z)
    e = [exp(v - top) for v in z]
    s = total(e)
    rest = [total(e[:k] + e[k + 1:]) / s for k in range(len(z))]
    return [v / s for v in e], rest, [v - top - log(s) for v in z]


def through_softmax(p, by_log):
    """The gradient by logits, from that by the logarithms of the probabilities."""
    s = total(by_log)
    return [a - v * s for a, v in zip(by_log, p)]


def cross_entropy(z, y):
    p, _, ln = softmax(z)
    return -total(map(times, y, ln)), [v * total(y) - t for v, t in zip(p, y)]


def log_sigmoid(x):
    return min(x, mpf(0)) - log(1 + exp(-abs(x)))


def focal_binary(z, y, c):
    (p, q), _, (ln_p, ln_q) = softmax([z[0], mpf(0)])
    y, = y
    ce = -times(y, ln_p) - times(1 - y, ln_q)
    miss = y * q + (1 - y) * p
    scale = 1 if c.alpha is None else c.alpha * y + (1 - c.alpha) * (1 - y)
    slope = times(power(miss, c.gamma), p - y)
    if miss != 0 and p * q != 0:
        slope += c.gamma * power(miss, c.gamma - 1) * (1 - 2 * y) * p * q * ce
    return scale * times(power(miss, c.gamma), ce), [scale * slope]


def focal_categorical(z, y, c):
    p, rest, ln = softmax(z)
    loss = total(c.alpha * times(t, times(power(r, c.gamma), -v)) for t, r, v in zip(y, rest, ln))
    by_log = [
        c.alpha * t * (times(c.gamma * power(r, c.gamma - 1), times(v, w)) - power(r, c.gamma)
                       if r else mpf(-1 if c.gamma == 0 else 0))
        for t, r, v, w in zip(y, rest, p, ln)]
    return loss, through_softmax(p, by_log)


def kl(z, y, c):
    p, _, ln = softmax([v / c.T for v in z])
    if c.teacher is not None:
        y, _, ln_y = softmax([v / c.T for v in c.teacher])
    else:
        ln_y = [log(v) if v else -inf for v in y]
    if c.direction == "forward":
        loss = total(times(t, a - b) if t else mpf(0) for t, a, b in zip(y, ln_y, ln))
        slope = [v * total(y) - t for v, t in zip(p, y)]
    else:
        by = [b - a if v else mpf(0) for v, a, b in zip(p, ln_y, ln)]
        loss = total(map(times, p, by))
        slope = [times(v, b - loss) for v, b in zip(p, by)]
    scale = c.T**2 if c.times_T2 else 1
    if c.direction == "reverse" and isinf(loss):
        return loss, None
    return loss * scale, [v * scale / c.T for v in slope]


def distillation(z, y, c):
    c.direction = "forward"
    soft, soft_slope = kl(z, y, c)
    hard, hard_slope = cross_entropy(z, y)
    both = [(1 - c.alpha) * h + c.alpha * s for h, s in zip(hard_slope, soft_slope)]
    return (1 - c.alpha) * hard + c.alpha * soft, both


def soft_cap(z, y, c):
    u = [tanh(v / c.cap) for v in z]
    loss, slope = cross_entropy([c.cap * v for v in u], y)
    return loss, [s * (1 - v * v) for s, v in zip(slope, u)]


def z_loss(z, y, c):
    loss, slope = cross_entropy(z, y)
    p, _, ln = softmax(z)
    size = max(z) - max(ln)
    return loss + c.weight * size**2, [s + 2 * c.weight * size * v for s, v in zip(slope, p)]


def logit_adjustment(z, y, c):
    return cross_entropy([v + (c.tau * log(q) if q else -inf) for v, q in zip(z, c.prior)], y)


def poly1(z, y, c):
    p, rest, _ = softmax(z)
    loss, slope = cross_entropy(z, y)
    more = through_softmax(p, [-c.epsilon * t * v for t, v in zip(y, p)])
    return loss + c.epsilon * total(map(times, y, rest)), [a + b for a, b in zip(slope, more)]


def generalized_ce(z, y, c):
    p, _, _ = softmax(z)
    loss = total(t * (1 - power(v, c.q)) / c.q for t, v in zip(y, p))
    return loss, through_softmax(p, [-t * power(v, c.q) for t, v in zip(y, p)])


def infonce(z, y, c):
    loss, slope = cross_entropy([v / c.T for v in z], y)
    return loss, [v / c.T for v in slope]


def clip(z, y, c):
    n = c.rows
    row = [infonce(z[k * n:k * n + n], [mpf(j == k) for j in range(n)], c) for k in range(n)]
    column = [infonce(z[k::n], [mpf(j == k) for j in range(n)], c) for k in range(n)]
    loss = total(v for v, _ in row + column) / (2 * n)
    return loss, [(row[i][1][k] + column[k][1][i]) / (2 * n) for i in range(n) for k in range(n)]


def siglip(z, y, c):
    n = c.rows
    signs = [mpf(1 if k % (n + 1) == 0 else -1) for k in range(n * n)] if n > 1 else y
    x = [s * (c.scale * v + c.bias) for s, v in zip(signs, z)]
    loss = -total(map(log_sigmoid, x)) / n
    return loss, [-s * c.scale * exp(log_sigmoid(-v)) / n for s, v in zip(signs, x)]


def dpo(z, y, c):
    h = c.beta * ((z[0] - z[2]) - (z[1] - z[3]))
    e = c.label_smoothing
    loss = -(1 - e) * log_sigmoid(h) - times(e, log_sigmoid(-h))
    slope = c.beta * (e * exp(log_sigmoid(h)) - (1 - e) * exp(log_sigmoid(-h)))
    return loss, [slope, -slope, -slope, slope]


def bradley_terry(z, y, c):
    x = z[0] - z[1] - c.margin
    return -log_sigmoid(x), [-exp(log_sigmoid(-x)), exp(log_sigmoid(-x))]


def hinge(z, y, c):
    x = 1 - y[0] * z[0]
    return max(x, mpf(0)), None if x == 0 else [-y[0] if x > 0 else mpf(0)]


def multi_margin(z, y, c):
    k = y.index(1)
    x = [mpf(-1) if j == k else c.margin - z[k] + v for j, v in enumerate(z)]
    slope = [c.p * power(v, c.p - 1) / len(z) if v > 0 else mpf(0) for v in x]
    slope[k] = -total(slope)
    kink = c.p == 1 and 0 in x
    return total(v**c.p for v in x if v > 0) / len(z), None if kink else slope


def winner(x, floor):
    """A maximum and its gradient, none where the largest is not alone."""
    top = max(x + floor)
    if (x + floor).count(top) > 1:
        return top, None
    return top, [mpf(v == top) for v in x]


def crammer_singer(z, y, c):
    top, slope = winner([v + 1 - t for v, t in zip(z, y)], [])
    return top - z[y.index(1)], slope and [s - t for s, t in zip(slope, y)]


def categorical_hinge(z, y, c):
    k = y.index(1)
    top, slope = winner([v if j != k else -inf for j, v in enumerate(z)], [mpf(0)])
    x = top - z[k] + 1
    if x == 0 or slope is None and x > 0:
        return max(x, mpf(0)), None
    return max(x, mpf(0)), [s - t if x > 0 else mpf(0) for s, t in zip(slope or y, y)]


def brier(z, y, c):
    p, rest, _ = softmax(z)
    off = [v - t if t != 1 else -r for v, t, r in zip(p, y, rest)]
    scale = mpf(1) / len(z) if c.convention == "mean" else mpf(1)
    mean = total(map(times, p, off))
    return scale * total(v * v for v in off), [2 * scale * v * (o - mean) for v, o in zip(p, off)]


def bound(v, c):
    return min(max(v, c.low), c.high)


def clipped_focal_binary(z, y, c):
    (p, q), _, _ = softmax([z[0], mpf(0)])
    ce = -times(y[0], log(bound(p, c))) - times(1 - y[0], log(1 - bound(p, c)))
    scale = 1 if c.alpha is None else c.alpha * y[0] + (1 - c.alpha) * (1 - y[0])
    return scale * power(y[0] * q + (1 - y[0]) * p, c.gamma) * ce


def clipped_focal_categorical(z, y, c):
    p = [bound(v, c) for v in softmax(z)[0]]
    return total(-c.alpha * t * power(1 - v, c.gamma) * log(v) for t, v in zip(y, p))


def clipped_kl(z, y, c):
    p = softmax([v / c.T for v in z])[0]
    y = softmax([v / c.T for v in c.teacher])[0] if c.teacher is not None else y
    c.high = mpf(1)
    y, p = [bound(v, c) for v in y], [bound(v, c) for v in p]
    a, b = (y, p) if c.direction == "forward" else (p, y)
    return total(v * log(v / w) for v, w in zip(a, b)) * (c.T**2 if c.times_T2 else 1)


def whole(formula):
    """A loss of a row as one of several rows: summed, or a mean by `reduction`."""
    def of_rows(z, y, c):
        n, k, teacher = c.rows, len(z) // c.rows, c.teacher
        loss, slopes = mpf(0), []
        part = {"batchmean": n, "mean": n * k}.get(c.reduction, 1)
        for at in range(0, n * k, k):
            c.teacher = teacher and teacher[at:at + k]
            one, slope = formula(z[at:at + k], y and y[at:at + k], c)
            loss, slopes = loss + one / part, slope if slope is None else slopes + [v / part for v in slope]
        c.teacher = teacher
        return loss, slopes
    return of_rows


def slope_of(loss, z, digits):
    """A central difference, with a step of that many digits."""
    h, found = mpf(10) ** -digits, []
    for k in range(len(z)):
        up, down = (loss(z[:k] + [z[k] + s] + z[k + 1:]) for s in (h, -h))
        found.append((up - down) / (2 * h))
    return found


def rounded(x, precision, smallest):
    """To the nearest binary number, ties to even."""
    if isinf(x) or isnan(x) or x == 0:
        return float(x)
    sign, man, exponent, size = x._mpf_
    step = max(exponent + size - precision, smallest)
    units = round(Fraction(int(man)) * Fraction(2) ** (exponent - step))
    if units.bit_length() + step > {53: 1024, 24: 128}[precision]:
        return float(-inf if sign else inf)
    return (-1) ** sign * float(Fraction(units) * Fraction(2) ** step)


def shown(x):
    if x is None or isnan(x):
        return None if x is None else "nan"
    return nstr(x, 40, min_fixed=-6, max_fixed=20).replace("+inf", "inf").removesuffix(".0")
